// One image and its details, sent to the library; answered with the line for the text.
import { csrfToken, filled, labels } from "./image-dialog.js";

// XMLHttpRequest, as only it tells when the sending is over and the waiting begins.
export function upload(address, { file, details }, showProgress) {
  const { most, offline, preparing, sending, signedOut, tooLarge } = labels;
  const show = (sentence) => showProgress((name, number, of) => filled(sentence, { name, number, of }));
  if (file.size > most * 1e6) return Promise.reject(new Error(filled(tooLarge, { most })));
  const body = new FormData();
  body.set("csrfmiddlewaretoken", csrfToken());
  for (const [name, value] of Object.entries(details)) body.set(name, value);
  body.set("picture", file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("X-In-Place", "yes");
    request.responseType = "json";
    request.upload.onloadend = () => show(preparing);
    request.onerror = () => reject(new Error(offline));
    request.onload = () => {
      if (request.status === 201 && request.response) return resolve(request.response);
      reject(new Error(request.response?.error ?? signedOut));
    };
    show(sending);
    request.send(body);
  });
}
