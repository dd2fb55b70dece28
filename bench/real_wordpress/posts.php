<?php
// What stands in the blog: each post for something that people do with WordPress.

$classic = post('Thing 1 – A catalogue of my own', <<<HTML
I kept cards for everything I read. Here is what became of them.

They stood in a shoebox, then in two, and then "my" -- well, our -- landlord asked what was in all those boxes. It's a fair question...

<!--more-->

The <strong>first</strong> lesson:
a card is short,
and a life is not.

<ul>
 	<li>One card, one thought.</li>
 	<li>A date on each.</li>
</ul>
<blockquote>Whoever writes it down may forget it.

And may sleep.</blockquote>
<h3>What comes next</h3>
More in <a href="$home/2019/03/18/thing-3-three-ways-to-show-a-shelf/">the third week</a>, and see
<a href="$home/?p=999999">what I never wrote</a>.
HTML, ['post_author' => $ada, 'tags_input' => ['cards', 'Thing 1', 'mashlib'], 'post_category' => [$things, $week]]);
stick_post($classic);

$caption = post('Thing 2 – A picture and its words', '');
wp_update_post(wp_slash(['ID' => $caption, 'post_content' => <<<HTML
A picture in the middle, which leads to the large one.

[caption id="attachment_$long" align="aligncenter" width="300"]<a href="{$url($long)}"><img class="size-medium wp-image-$long" src="{$url($long, 'medium')}" alt="A shelf that goes on for ever" width="300" height="200" /></a> The <em>long</em> shelf, on a quiet morning[/caption]

<a href="{$url($desk)}"><img class="alignleft size-medium wp-image-$desk" src="{$url($desk, 'medium')}" alt="A desk with nothing on it" width="300" height="225" /></a>Words that stand beside a picture. They go on for a line or two, so that there is something to stand there.

<img class="alignnone size-full" src="https://pictures.example/gone.jpg" alt="A picture that is gone" />

<a href="https://pictures.example/page"><img src="https://pictures.example/also-gone.jpg" /></a>

And the stamp <img class="wp-image-$small" src="{$url($small)}" alt="A date stamp" width="120" height="120" /> in a line. My notes: <a href="{$url($file)}">to take home</a>.
HTML]));
wp_set_post_tags($caption, 'pictures, Café, 図書館');
wp_set_post_categories($caption, [$deep]);

$first = picture('one.jpg', 800, 600, 10, 'Shelf one', 'The first');
$second = picture('two.jpg', 800, 600, 60, 'Shelf two');
$third = picture('three.jpg', 600, 800, 110, 'Shelf three', 'The third & last');
$gallery = post('Thing 3 – Three ways to show a shelf', <<<HTML
By number:

[gallery columns="2" size="medium" ids="$first,$second,$third"]

Whatever hangs on this post:

[gallery]

In between, [made_up_code with="attributes"]words inside[/made_up_code] and a plain [bracket].
HTML, ['post_author' => $ben, 'post_category' => [$things]]);
$fourth = picture('hangs-here.jpg', 700, 500, 150, 'A shelf that hangs on this post', '', $gallery);
set_post_thumbnail($gallery, $second);

$reusable = wp_insert_post(wp_slash(['post_type' => 'wp_block', 'post_title' => 'Thanks', 'post_status' => 'publish',
    'post_content' => "<!-- wp:paragraph -->\n<p>Thank you for reading this far.</p>\n<!-- /wp:paragraph -->"]));
$blocks = post('Everything the block editor has', <<<HTML
<!-- wp:paragraph {"dropCap":true} -->
<p class="has-drop-cap">Here is one of everything, with a <a href="$home/?p=$classic">link to the first</a> and <mark style="background-color:rgba(0,0,0,0)" class="has-inline-color has-primary-color">a mark</mark>.</p>
<!-- /wp:paragraph -->

<!-- wp:heading -->
<h2>A list</h2>
<!-- /wp:heading -->

<!-- wp:list -->
<ul><!-- wp:list-item -->
<li>one<!-- wp:list {"ordered":true} -->
<ol><!-- wp:list-item -->
<li>inside</li>
<!-- /wp:list-item --></ol>
<!-- /wp:list --></li>
<!-- /wp:list-item -->

<!-- wp:list-item -->
<li>two</li>
<!-- /wp:list-item --></ul>
<!-- /wp:list -->

<!-- wp:quote -->
<blockquote class="wp-block-quote"><!-- wp:paragraph -->
<p>Silence is a service.</p>
<!-- /wp:paragraph --><cite>A sign in the reading room</cite></blockquote>
<!-- /wp:quote -->

<!-- wp:pullquote -->
<figure class="wp-block-pullquote"><blockquote><p>Ask at the desk.</p><cite>Everybody</cite></blockquote></figure>
<!-- /wp:pullquote -->

<!-- wp:code -->
<pre class="wp-block-code"><code>if (shelf &gt; 3 &amp;&amp; !open) {

    ask("[gallery]");  // not a gallery
}</code></pre>
<!-- /wp:code -->

<!-- wp:preformatted -->
<pre class="wp-block-preformatted">  as   it
stands</pre>
<!-- /wp:preformatted -->

<!-- wp:verse -->
<pre class="wp-block-verse">A shelf, a chair,
and nobody there</pre>
<!-- /wp:verse -->

<!-- wp:table -->
<figure class="wp-block-table"><table><thead><tr><th>Room</th><th class="has-text-align-right" data-align="right">Chairs</th></tr></thead><tbody><tr><td>North</td><td class="has-text-align-right" data-align="right">12</td></tr><tr><td>South</td><td class="has-text-align-right" data-align="right">7</td></tr></tbody></table><figcaption>Chairs by room</figcaption></figure>
<!-- /wp:table -->

<!-- wp:separator -->
<hr class="wp-block-separator has-alpha-channel-opacity"/>
<!-- /wp:separator -->

<!-- wp:columns -->
<div class="wp-block-columns"><!-- wp:column -->
<div class="wp-block-column"><!-- wp:paragraph -->
<p>Left.</p>
<!-- /wp:paragraph --></div>
<!-- /wp:column -->

<!-- wp:column -->
<div class="wp-block-column"><!-- wp:paragraph -->
<p>Right.</p>
<!-- /wp:paragraph --></div>
<!-- /wp:column --></div>
<!-- /wp:columns -->

<!-- wp:buttons -->
<div class="wp-block-buttons"><!-- wp:button -->
<div class="wp-block-button"><a class="wp-block-button__link wp-element-button" href="https://elsewhere.example/form">Sign up</a></div>
<!-- /wp:button --></div>
<!-- /wp:buttons -->

<!-- wp:spacer -->
<div style="height:100px" aria-hidden="true" class="wp-block-spacer"></div>
<!-- /wp:spacer -->

<!-- wp:media-text {"mediaId":$desk,"mediaType":"image"} -->
<div class="wp-block-media-text alignwide is-stacked-on-mobile"><figure class="wp-block-media-text__media"><img src="{$url($desk, 'large')}" alt="" class="wp-image-$desk size-full"/></figure><div class="wp-block-media-text__content"><!-- wp:paragraph -->
<p>Words beside a desk.</p>
<!-- /wp:paragraph --></div></div>
<!-- /wp:media-text -->

<!-- wp:file {"id":$file,"href":"{$url($file)}"} -->
<div class="wp-block-file"><a id="wp-block-file--media-1" href="{$url($file)}">My notes</a><a href="{$url($file)}" class="wp-block-file__button wp-element-button" download aria-describedby="wp-block-file--media-1">Download</a></div>
<!-- /wp:file -->

<!-- wp:paragraph -->
<p></p>
<!-- /wp:paragraph -->

<!-- wp:block {"ref":$reusable} /-->

<!-- wp:latest-posts /-->

<!-- wp:html -->
<p onclick="alert(1)">Typed <b>by hand</b>.<script>alert(2)</script></p>
<!-- /wp:html -->

<!-- wp:shortcode -->
[made_up_code]
<!-- /wp:shortcode -->

<!-- wp:freeform -->
An old paragraph inside a new post.

And a second one,
on two lines.
<!-- /wp:freeform -->
HTML, ['post_author' => $mo, 'post_category' => [$reading]]);

$shown = post('Pictures in blocks', <<<HTML
<!-- wp:image {"id":$long,"sizeSlug":"large","linkDestination":"media"} -->
<figure class="wp-block-image size-large"><a href="{$url($long)}"><img src="{$url($long, 'large')}" alt="A shelf that goes on for ever" class="wp-image-$long"/></a><figcaption class="wp-element-caption">From the <strong>lift</strong></figcaption></figure>
<!-- /wp:image -->

<!-- wp:gallery {"linkTo":"none"} -->
<figure class="wp-block-gallery has-nested-images columns-default is-cropped"><!-- wp:image {"id":$first,"sizeSlug":"large","linkDestination":"none"} -->
<figure class="wp-block-image size-large"><img src="{$url($first, 'large')}" alt="Shelf one" class="wp-image-$first"/></figure>
<!-- /wp:image -->

<!-- wp:image {"id":$third,"sizeSlug":"large","linkDestination":"none"} -->
<figure class="wp-block-image size-large"><img src="{$url($third, 'large')}" alt="Shelf three" class="wp-image-$third"/><figcaption class="wp-element-caption">The third</figcaption></figure>
<!-- /wp:image --><figcaption class="blocks-gallery-caption wp-element-caption">Two of three</figcaption></figure>
<!-- /wp:gallery -->

<!-- wp:gallery {"ids":[$second,$first]} -->
<figure class="wp-block-gallery columns-2 is-cropped"><ul class="blocks-gallery-grid"><li class="blocks-gallery-item"><figure><img src="{$url($second, 'large')}" alt="" data-id="$second" class="wp-image-$second"/><figcaption class="blocks-gallery-item__caption">Two</figcaption></figure></li><li class="blocks-gallery-item"><figure><img src="{$url($first, 'large')}" alt="Shelf one" data-id="$first" class="wp-image-$first"/></figure></li></ul></figure>
<!-- /wp:gallery -->

<!-- wp:cover {"url":"{$url($desk)}","id":$desk,"dimRatio":50} -->
<div class="wp-block-cover"><span aria-hidden="true" class="wp-block-cover__background has-background-dim"></span><img class="wp-block-cover__image-background wp-image-$desk" alt="" src="{$url($desk)}" data-object-fit="cover"/><div class="wp-block-cover__inner-container"><!-- wp:paragraph {"align":"center"} -->
<p class="has-text-align-center has-large-font-size">Words on a picture</p>
<!-- /wp:paragraph --></div></div>
<!-- /wp:cover -->
HTML, ['post_author' => $ada]);
set_post_thumbnail($shown, $long);

post('What plays elsewhere', <<<HTML
<!-- wp:embed {"url":"https://www.youtube.com/watch?v=abcdefghijk","type":"video","providerNameSlug":"youtube"} -->
<figure class="wp-block-embed is-type-video is-provider-youtube"><div class="wp-block-embed__wrapper">
https://www.youtube.com/watch?v=abcdefghijk
</div><figcaption class="wp-element-caption">A talk that I gave</figcaption></figure>
<!-- /wp:embed -->

<!-- wp:audio -->
<figure class="wp-block-audio"><audio controls src="https://sounds.example/rain.mp3"></audio><figcaption class="wp-element-caption">Rain on the roof</figcaption></figure>
<!-- /wp:audio -->

<!-- wp:video -->
<figure class="wp-block-video"><video controls src="https://films.example/shelf.mp4"></video></figure>
<!-- /wp:video -->
HTML, ['post_category' => [$reading]]);

post('What played elsewhere before', <<<HTML
https://www.youtube.com/watch?v=abcdefghijk

[embed width="400"]https://vimeo.com/76979871[/embed]

[audio mp3="https://sounds.example/rain.mp3"][/audio]

[video src="https://films.example/shelf.mp4" width="640"]

<iframe src="https://slides.example/embed/7" width="425" height="355"></iframe>

[youtube https://www.youtube.com/watch?v=abcdefghijk]
HTML, ['post_category' => [$reading]]);

post('Old habits <em>die</em> hard &amp; slowly', <<<HTML
<center><font color="red">A red <big>and</big> <tt>old</tt> paragraph</font></center>
<div>In a division<br />
<br />
with two breaks</div>
<p style="text-align: right;">To the right</p>

Smilies :-) and ;-) here, <strike>struck</strike>, and an entity &hearts;. 3 < 4, 5 > 2 & so on.

<pre><code>&lt;?php echo "]]&gt;"; // ]]> </code></pre>

[code lang="php"]echo 'kept as it is';[/code]
HTML);

post('📚 Ten books & a 🐈 – “quoted”', "Emoji in the title, 👩🏽‍💻 in the text.\n\nAnd a <!--nextpage--> second page.");
post('مرحبا بكم في المكتبة', "<p dir=\"rtl\">هذا نص قصير عن الكتب.</p>", ['post_author' => $mo]);
post('図書館の日', "本を読みます。\n\n静かな部屋です。", ['tags_input' => ['図書館']]);
post('', 'A post without a title says what it says.');
post(str_repeat('A very long title that does not end ', 9), 'And short words.');

foreach (['aside', 'quote', 'link'] as $format) {
    set_post_format(post("In short: $format", "A $format: <a href=\"https://elsewhere.example/$format\">elsewhere</a>."), $format);
}

$renamed = post('Renamed twice', 'My address changed, and changed again.', ['post_name' => 'first-name']);
foreach (['second-name', 'third-name'] as $name) {
    wp_update_post(['ID' => $renamed, 'post_name' => $name]);
}
wp_update_post(['ID' => $renamed, 'post_content' => 'My address changed, and changed again. So did my words.']);

post('Closed to comments', 'Nobody may answer.', ['comment_status' => 'closed', 'ping_status' => 'closed',
    'post_excerpt' => 'Written by hand: <em>an excerpt</em>.']);
$footnotes = post('With a note below', <<<HTML
<!-- wp:paragraph -->
<p>Somebody said so<sup data-fn="aaaa1111-0000-4000-8000-000000000001" class="fn"><a href="#aaaa1111-0000-4000-8000-000000000001" id="aaaa1111-0000-4000-8000-000000000001-link">1</a></sup>, and I wrote it down.</p>
<!-- /wp:paragraph -->

<!-- wp:footnotes /-->
HTML);
update_post_meta($footnotes, 'footnotes', wp_slash('[{"content":"It was <em>raining</em>.","id":"aaaa1111-0000-4000-8000-000000000001"}]'));

// What not everybody sees.
post('Coming in 2090', 'Not yet.', ['post_status' => 'future', 'post_date' => '2090-05-01 10:00:00']);
post('Half a thought', 'To be finished.', ['post_status' => 'draft']);
post('Somebody should read this first', 'Is it good?', ['post_status' => 'pending', 'post_author' => $mo]);
post('For my eyes', 'Mine.', ['post_status' => 'private']);
post('With a password', 'Open sesame.', ['post_password' => 'sesame']);
wp_trash_post(post('Thrown away', 'Not wanted.'));

$about = post('About', 'Who we are.', ['post_type' => 'page', 'post_name' => 'about']);
$team = post('The team', '[gallery ids="' . $desk . '"]', ['post_type' => 'page', 'post_name' => 'team', 'post_parent' => $about]);
post('Who does what', 'We take turns.', ['post_type' => 'page', 'post_name' => 'turns', 'post_parent' => $team]);
post('A page in the works', 'Hm.', ['post_type' => 'page', 'post_status' => 'draft']);

// What was said.
$parent = 0;
for ($depth = 1; $depth <= 10; $depth++) {
    $parent = say($classic, "Guest $depth", "Answer at depth $depth.\n\nWith a second paragraph.", $parent);
    say($classic, 'Gus', "Beside depth $depth.", $parent);
}
$held = say($classic, 'Hesitant', 'May I?', 0, ['comment_approved' => 0]);
say($classic, 'Hasty', 'An answer to what nobody sees.', $held);
say($classic, 'Seller', 'Buy <a href="http://shop.example/">this</a>', 0, ['comment_approved' => 'spam']);
wp_trash_comment(say($classic, 'Angry', 'I take it back.'));
$mine = say($classic, 'Ada Kowalczyk', "I answer on my <b>own</b> blog.\nhttps://elsewhere.example/why", 0,
    ['user_id' => $ada, 'comment_author_email' => 'ada@example.org']);
say($classic, 'Ben Okafor', 'So do I 🐈', $mine, ['user_id' => $ben, 'comment_author_email' => 'ben@example.org']);
say($classic, 'The Annex', '[&#8230;] as the notes say [&#8230;]', 0, ['comment_type' => 'pingback',
    'comment_author_email' => '', 'comment_author_url' => 'http://annex.example/2019/03/notes/']);
say($classic, 'An old blog', '<strong>Cards</strong>
I read this.', 0, ['comment_type' => 'trackback', 'comment_author_email' => '',
    'comment_author_url' => 'http://old.example/cards']);
say($gallery, 'مها', 'شكرا', 0, ['comment_author_email' => '', 'comment_author_url' => '']);
say($gallery, '', 'No name, no address.', 0, ['comment_author_email' => '', 'comment_author_url' => '']);
say($about, 'Gus', 'A comment under a page.');
