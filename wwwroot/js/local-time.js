// <local-time datetime="2026-11-22T19:30:00Z" show="day|time|second|millisecond|both">: an instant in the viewer's zone, on static and live pages alike.
// As the account wants times written, and else as the browser does.
const formats = document.documentElement.dataset.formats || undefined;
const time = new Intl.DateTimeFormat(formats, { hour: "numeric", minute: "2-digit" });
const second = new Intl.DateTimeFormat(formats, { hour: "numeric", minute: "2-digit", second: "2-digit" });
const millisecond = new Intl.DateTimeFormat(formats, { hour: "numeric", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3 });
const day = new Intl.DateTimeFormat(formats, { weekday: "short", day: "numeric", month: "short" });
const dayOfYear = new Intl.DateTimeFormat(formats, { day: "numeric", month: "short", year: "numeric" });
const exact = new Intl.DateTimeFormat(formats, { dateStyle: "full", timeStyle: "long" });
const relative = new Intl.RelativeTimeFormat(document.documentElement.lang || undefined, { numeric: "auto" });
const dayMs = 86_400_000;

customElements.define("local-time", class extends HTMLElement {
  static observedAttributes = ["datetime", "show"];

  attributeChangedCallback() {
    this.render();
  }

  connectedCallback() {
    this.render();
  }

  render() {
    const instant = new Date(this.getAttribute("datetime"));
    if (Number.isNaN(instant.getTime())) {
      return;
    }

    const show = this.getAttribute("show") ?? "both";
    const parts = [];
    const clock = { second, millisecond }[show] ?? time;
    if (show === "day" || show === "both") {
      parts.push(dayText(instant));
    }

    if (show !== "day") {
      parts.push(clock.format(instant));
    }

    this.textContent = parts.join(", ");
    this.title = exact.format(instant);
  }
});

function dayText(instant) {
  const today = new Date().setHours(0, 0, 0, 0);
  const days = Math.round((new Date(instant).setHours(0, 0, 0, 0) - today) / dayMs);
  if (Math.abs(days) <= 1) {
    const text = relative.format(days, "day");
    return text[0].toLocaleUpperCase() + text.slice(1);
  }

  return Math.abs(days) < 180 ? day.format(instant) : dayOfYear.format(instant);
}
