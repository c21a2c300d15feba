// Runs the reference installer on a network over loopback. The arguments are one line of JSON,
// the options of the installer and those of the network:
//
//     {"add":["com.example.post"],"lexicons":"…","manifest":"…","save":true,"ci":false,
//      "dns":"127.0.0.1:53","plcDirectoryUrl":"http://127.0.0.1:1234"}
//
// On standard output, the milliseconds that it took. Fails as the installer does.

import { promises as dns } from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'

const { dns: server, ...options } = JSON.parse(process.argv[2])

// Before the installer is loaded, which imports the functions and not the module.
dns.setServers([server])
syncBuiltinESMExports()
const { install } = await import('@atproto/lex-installer')

// Only the DNS server of the tests knows the hosts of the tests.
const addresses = new Map()
async function fetchFromTests(input, init) {
  const request = new Request(input, init)
  const url = new URL(request.url)
  if (url.hostname.endsWith('.test')) {
    if (!addresses.has(url.hostname)) addresses.set(url.hostname, dns.resolve4(url.hostname))
    url.hostname = (await addresses.get(url.hostname))[0]
  }
  return fetch(new Request(url, request))
}

// The installer reports what it does.
console.debug = () => {}
const start = performance.now()
await install({ ...options, fetch: fetchFromTests })
console.log(Math.round(performance.now() - start))
