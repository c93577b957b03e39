// A day and time without a zone, as its field gives it, is the viewer's: as an instant in UTC.
export function toInstant(local) {
  const instant = new Date(local);
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString();
}
