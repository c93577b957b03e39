// Whether the server would answer with this page: one that is loaded anew while the server is down is the browser's own error, and stays it.
const patienceMs = 5000;

export async function reachable() {
  try {
    const answer = await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout(patienceMs) });
    return answer.status < 500;
  } catch {
    return false;
  }
}
