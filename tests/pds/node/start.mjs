// Starts a PLC directory and a PDS on free ports of the loopback, both of the
// protocol's reference implementation and with nothing behind them but memory
// and a temporary folder.
//
// Speaks by lines of JSON. The first, when both are ready:
//
//     {"pds":"http://localhost:1234","plc":"http://localhost:1235"}
//
// Then one line for each line that comes in:
//
//     {"expire":"<token>"}  ->  {"token":"<the same, expired a minute ago>"}
//
// Ends when its input does.

import { createHmac } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

// Both services put what they keep into the folder for temporary files, and
// leave it there; so it is one of our own.
const folder = await mkdtemp(join(tmpdir(), 'lexgen-pds-'))
process.env.TMPDIR = folder

const { TestNetworkNoAppView } = await import('@atproto/dev-env')

// The secret of this test alone.
const jwtSecret = 'lexgen-tests'

const [plcPort, pdsPort] = await freePorts(2)
const network = await TestNetworkNoAppView.create({
  plc: { port: plcPort },
  pds: { port: pdsPort, jwtSecret },
})
say({ pds: network.pds.url, plc: network.plc.url })

for await (const line of createInterface({ input: process.stdin })) {
  say({ token: expired(JSON.parse(line).expire) })
}

await Promise.race([network.close(), new Promise((done) => setTimeout(done, 3000))])
await rm(folder, { recursive: true, force: true })
process.exit(0)

function say(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}

/** Ports nobody listens on now; held together, so that they differ. */
async function freePorts(count) {
  const servers = Array.from({ length: count }, () => createServer())
  const ports = servers.map(
    (server) =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(0, '127.0.0.1', () => resolve(server.address().port))
      }),
  )
  const found = await Promise.all(ports)
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))))
  return found
}

/** The token as the PDS would have signed it some hours ago. */
function expired(token) {
  const [header, payload] = token.split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const now = Math.floor(Date.now() / 1000)
  const old = { ...claims, iat: now - 7260, exp: now - 60 }
  const signed = `${header}.${Buffer.from(JSON.stringify(old)).toString('base64url')}`
  const signature = createHmac('sha256', jwtSecret).update(signed).digest('base64url')
  return `${signed}.${signature}`
}
