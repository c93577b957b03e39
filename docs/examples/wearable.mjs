// A wearable in fifty lines: npm install @microsoft/signalr, then node wearable.mjs http://localhost:5080 SESSION [SECONDS]
// Its owner allows it once with the code that it shows; then it sends a heart rate each second, and what did not go live is backfilled.
import { setTimeout as sleep } from 'node:timers/promises';
import { HubConnectionBuilder } from '@microsoft/signalr';

const [server, sessionId, seconds = Infinity] = process.argv.slice(2);
const client_id = 'traininghub-device';
const post = async (path, fields) => (await fetch(new URL(path, server), { method: 'POST', body: new URLSearchParams({ client_id, ...fields }) })).json();

const code = await post('/connect/device', { scope: 'training offline_access', device_name: 'Fifty lines of JavaScript' });
console.log(`Open ${code.verification_uri} and enter ${code.user_code}`);
let tokens = { error: 'authorization_pending' };
for (let wait = code.interval ?? 5; ['authorization_pending', 'slow_down'].includes(tokens.error); wait += tokens.error === 'slow_down' ? 5 : 0) {
  await sleep(wait * 1000);
  tokens = await post('/connect/token', { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: code.device_code });
}
if (tokens.error) throw new Error(`The owner did not allow it: ${tokens.error}`);

// Each renewal gives a new refresh token and ends the old one; a real device keeps it where it outlives a restart.
let renewAt = Date.now() + (tokens.expires_in - 60) * 1000;
async function accessToken() {
  if (Date.now() > renewAt) {
    tokens = await post('/connect/token', { grant_type: 'refresh_token', refresh_token: tokens.refresh_token });
    renewAt = Date.now() + (tokens.expires_in - 60) * 1000;
  }
  return tokens.access_token;
}

const playerId = JSON.parse(Buffer.from(tokens.access_token.split('.')[1], 'base64url')).sub;
const hub = new HubConnectionBuilder().withUrl(new URL('/training', server).href, { accessTokenFactory: accessToken }).withAutomaticReconnect({ nextRetryDelayInMilliseconds: () => 5000 }).build();
const call = (method, argument) => hub.invoke(method, { sessionId, playerId, ...argument }).catch(error => ({ ok: false, error: { code: 'disconnected', message: error.message } }));
const join = () => call('training:session:join', { role: 'player', clientTime: new Date() });
hub.onreconnected(join);
await hub.start();
const joined = await join();
if (!joined.ok) throw new Error(`${joined.error.code}: ${joined.error.message}`);

let waiting = []; // What is not acknowledged, oldest first; the server stores a sample once, so sending twice does no harm.
const settled = sent => { waiting = waiting.filter(sample => !sent.includes(sample)); };
for (let second = 0; second < seconds || waiting.length > 0; second++) {
  const sample = { deviceId: 'fifty-lines', timestamp: new Date(), heartRate: 120 + 20 * Math.sin(second / 30) };
  if (second < seconds) waiting.push(sample);
  if (second < seconds && second % 2 === 0 && (await call('training:player:metrics', sample)).ok) settled([sample]);
  const batch = waiting.slice(0, 300);
  if (second % 10 === 9 && batch.length > 0 && (await call('training:player:metrics:backfill', { samples: batch })).ok) settled(batch);
  await sleep(1000);
}
await hub.stop();
console.log(`All ${seconds} samples have arrived.`);
