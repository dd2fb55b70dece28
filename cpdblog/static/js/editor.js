// The editor: each part works without the others, and the form without any of them.
import "./editor-form.js";
import "./editor-text.js";
import "./editor-toolbar.js";
import "./list-lines.js";
import "./end-mark.js";
import "./editor-paste.js";
import "./editor-settings.js";
import "./editor-images.js";
import "./text-images.js";
import "./editor-featured.js";
import "./name-completion.js";
import "./preview-scroll.js";
