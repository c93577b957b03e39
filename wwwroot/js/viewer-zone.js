// The viewer's time zone, and what a day and time without a zone, as a field gives it, is there.
export function zone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export function toInstant(local) {
  return new Date(local).toISOString();
}
