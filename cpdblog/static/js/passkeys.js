/* Says in words what went wrong with a passkey; allauth's scripts only tell the console. */
const trouble = document.getElementById("passkey-trouble");

document.addEventListener("allauth.error", (event) => {
  if (!trouble) return;
  event.preventDefault();
  const gaveUp = ["AbortError", "NotAllowedError"].includes(event.detail.exception?.name);
  trouble.hidden = gaveUp;
  if (!gaveUp) trouble.scrollIntoView({ block: "nearest" });
});
