// Loading a page anew, when nobody may be there to press a button.
const patienceMs = 5000;

/** Only when it can be made: a page that is loaded while the server is down, or not yet up, becomes the browser's own error, and stays it. */
export async function startAnew() {
  if (!await leaveIfSignedOut() && await answers()) {
    location.reload();
  }
}

/** Who is signed out elsewhere is not let in again, and is told so where they can sign in; what was on the page goes. */
export async function leaveIfSignedOut() {
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

async function answers() {
  try {
    return (await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout(patienceMs) })).status < 500;
  } catch {
    return false;
  }
}
