// Says since when the circuit is gone, and tries until it is back: a wall has nobody to press a button.
import { reachable } from "../js/reachable.js";

const retryEveryMs = 4000;
const dialog = document.getElementById("components-reconnect-modal");
const since = document.getElementById("lost-since");
let retry = 0;

dialog.addEventListener("components-reconnect-state-changed", ({ detail }) => {
  switch (detail.state) {
    case "show":
      show();
      break;
    case "hide":
      hide();
      break;
    case "failed":
      retry ||= setInterval(reconnect, retryEveryMs);
      break;
    case "rejected":
      retry ||= setInterval(reconnect, retryEveryMs);
      startAnew();
      break;
  }
});

document.getElementById("lost-retry").addEventListener("click", reconnect);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && dialog.open) {
    reconnect();
  }
});

function show() {
  if (dialog.open) {
    return;
  }

  const now = new Date();
  since.dateTime = now.toISOString();
  since.textContent = now.toLocaleTimeString();
  document.documentElement.dataset.lost = "";
  dialog.show();
  leaveIfSignedOut();
  // What is on the page stays readable, but a press would go nowhere.
  document.querySelector("main")?.setAttribute("inert", "");
}

function hide() {
  clearInterval(retry);
  retry = 0;
  dialog.close();
  delete document.documentElement.dataset.lost;
  document.querySelector("main")?.removeAttribute("inert");
}

async function reconnect() {
  try {
    if (!await Blazor.reconnect()) {
      // The server is there, but not this circuit: it was restarted, or we were away for too long.
      await startAnew();
    }
  } catch {
    retry ||= setInterval(reconnect, retryEveryMs);
    await leaveIfSignedOut();
  }
}

// Only when it can be made: the server may be on its way down, or still on its way up.
async function startAnew() {
  if (!await leaveIfSignedOut() && await reachable()) {
    location.reload();
  }
}

// Who is signed out elsewhere is not let in again, and is told so where they can sign in; what was on the page goes.
async function leaveIfSignedOut() {
  try {
    if ((await fetch("_blazor", { cache: "no-store" })).status === 401) {
      location.assign(`account/login?ended=true&returnUrl=${encodeURIComponent(location.pathname + location.search)}`);
      return true;
    }
  } catch {
    // The server is not there: the next try will tell.
  }

  return false;
}
