// A trainer (JSON) and a player (MessagePack) go through a session with Microsoft's JavaScript client, as in a browser: WebSockets without negotiation, the token in the query.
// Standard input: { address, sessionId, playerId, trainerToken, playerToken }. Standard output: what each was answered and told.
import { text } from 'node:stream/consumers';
import { HubConnectionBuilder, HttpTransportType, LogLevel } from '@microsoft/signalr';
import { MessagePackHubProtocol } from '@microsoft/signalr-protocol-msgpack';

const { address, sessionId, playerId, trainerToken, playerToken } = JSON.parse(await text(process.stdin));
const events = ['training:session:start', 'training:session:end', 'training:player:join', 'training:player:metrics', 'training:player:kick', 'training:player:leave'];

async function connect(token, protocol) {
  const builder = new HubConnectionBuilder()
    .withUrl(new URL('/training', address).href, { transport: HttpTransportType.WebSockets, skipNegotiation: true, accessTokenFactory: () => token })
    .configureLogging(LogLevel.None);
  if (protocol) builder.withHubProtocol(protocol);
  const connection = builder.build();
  const told = [];
  const waiting = [];
  for (const name of events) {
    connection.on(name, payload => {
      told.push({ name, payload });
      for (const wake of waiting.splice(0)) wake();
    });
  }
  await connection.start();
  const until = async name => {
    while (!told.some(event => event.name === name)) await new Promise(wake => waiting.push(wake));
  };
  return { call: (method, argument) => connection.invoke(method, argument), told, until, stop: () => connection.stop() };
}

const trainer = await connect(trainerToken);
const player = await connect(playerToken, new MessagePackHubProtocol());
const answers = [
  await trainer.call('training:session:join', { sessionId, role: 'trainer' }),
  await player.call('training:session:join', { sessionId, role: 'player', playerId, clientTime: new Date() }),
  await trainer.call('training:session:start', { sessionId }),
  await player.call('training:player:metrics', { sessionId, playerId, timestamp: new Date(), heartRate: 161, power: 240.5, cadence: null }),
  await player.call('training:player:metrics', { sessionId, playerId, heartRate: 'fast' }),
];
await trainer.until('training:player:metrics');
answers.push(await trainer.call('training:player:kick', { sessionId, playerId, reason: 'done' }));
await player.until('training:player:kick');
answers.push(await trainer.call('training:session:end', { sessionId }));
await trainer.until('training:session:end');
await Promise.all([trainer.stop(), player.stop()]);
process.stdout.write(JSON.stringify({ answers, trainer: trainer.told, player: player.told }));
