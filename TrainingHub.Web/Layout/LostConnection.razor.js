// Says since when the circuit is gone, and tries until it is back: a wall has nobody to press a button.
import { leaveIfSignedOut, startAnew } from "../js/start-anew.js";

const retryEveryMs = 4000;
const dialog = document.getElementById("components-reconnect-modal");
const since = document.getElementById("lost-since");
let retry = 0;
let asking = 0;

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
  // Blazor tries at longer and longer intervals, and says nothing of why it fails.
  asking ||= setInterval(leaveIfSignedOut, retryEveryMs);
  // What is on the page stays readable, but a press would go nowhere.
  document.querySelector("main")?.setAttribute("inert", "");
}

function hide() {
  clearInterval(retry);
  clearInterval(asking);
  retry = asking = 0;
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
