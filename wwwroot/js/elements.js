// The custom elements of all pages. They live and die with their markup, so no page has to start or stop a script.
import "./circuit-watch.js";
import "./clocks.js";
import "./local-time.js";
import "./tiles.js";
import "./session-chart.js";
import "./dashboard-keys.js";
import "./density.js";
import "./menu.js";
import "./wall-screen.js";
import "./replay.js";
import "./step-outline.js";
import "./hold-repeat.js";
import "./message-cue.js";
import "./stop-watch.js";
