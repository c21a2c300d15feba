// Starts a PLC directory and a PDS on free ports of the loopback interface, both
// from the protocol's reference implementation, with all data in memory and in a
// temporary folder.
//
// Communicates in lines of JSON. The first one, when both are ready:
//
//     {"pds":"http://localhost:1234","plc":"http://localhost:1235"}
//
// Then one line for each line of input:
//
//     {"expire":"<token>"}  ->  {"token":"<the same, expired a minute ago>"}
//     {"procedure":"<nsid>","token":"<or nothing>","input":…}  ->  {"status":200,"output":…}
//
// Stops at the end of its input.

import { createHmac } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

// Both services write data to the folder for temporary files and do not delete
// it, so use a separate one.
const folder = await mkdtemp(join(tmpdir(), 'lexgen-pds-'))
process.env.TMPDIR = folder

const { TestNetworkNoAppView } = await import('@atproto/dev-env')

// A secret for this test only.
const jwtSecret = 'lexgen-tests'

const [plcPort, pdsPort] = await freePorts(2)
const network = await TestNetworkNoAppView.create({
  plc: { port: plcPort },
  pds: { port: pdsPort, jwtSecret },
})
say({ pds: network.pds.url, plc: network.plc.url })

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line)
  say(question.expire ? { token: expired(question.expire) } : await call(question))
}

await Promise.race([network.close(), new Promise((done) => setTimeout(done, 3000))])
await rm(folder, { recursive: true, force: true })
process.exit(0)

function say(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}

async function call({ procedure, token, input }) {
  const headers = { 'content-type': 'application/json' }
  if (token) headers.authorization = `Bearer ${token}`
  const url = `${network.pds.url}/xrpc/${procedure}`
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(input) })
  return { status: response.status, output: await response.json() }
}

/** Free ports; all are open at the same time, so that they differ. */
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

/** The token as if the PDS had signed it some hours ago. */
function expired(token) {
  const [header, payload] = token.split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const now = Math.floor(Date.now() / 1000)
  const old = { ...claims, iat: now - 7260, exp: now - 60 }
  const signed = `${header}.${Buffer.from(JSON.stringify(old)).toString('base64url')}`
  const signature = createHmac('sha256', jwtSecret).update(signed).digest('base64url')
  return `${signed}.${signature}`
}
