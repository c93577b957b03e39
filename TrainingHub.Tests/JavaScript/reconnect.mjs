// A player with Microsoft's JavaScript client and its automatic reconnect, whose server is stopped and started again.
// Standard input: { address, sessionId, playerId, token }. Standard output: what it was answered before and after, and whether it knew of an error in between.
import { text } from 'node:stream/consumers';
import { HubConnectionBuilder, HttpTransportType, LogLevel } from '@microsoft/signalr';

const { address, sessionId, playerId, token } = JSON.parse(await text(process.stdin));
const connection = new HubConnectionBuilder()
  .withUrl(new URL('/training', address).href, { transport: HttpTransportType.WebSockets, skipNegotiation: true, accessTokenFactory: () => token })
  .withAutomaticReconnect({ nextRetryDelayInMilliseconds: () => 200 })
  .configureLogging(LogLevel.None)
  .build();
let error = null;
connection.onreconnecting(cause => { error = cause?.message ?? null; });
const back = new Promise((resolve, reject) => {
  connection.onreconnected(resolve);
  connection.onclose(cause => reject(cause ?? new Error('It was closed for good.')));
});

await connection.start();
const before = await connection.invoke('training:session:join', { sessionId, role: 'player', playerId });
await back;
const after = [
  await connection.invoke('training:session:join', { sessionId, role: 'player', playerId }),
  await connection.invoke('training:player:metrics', { sessionId, playerId, heartRate: 142 }),
];
await connection.stop();
process.stdout.write(JSON.stringify({ before, after, error }));
