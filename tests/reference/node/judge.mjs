// Answers questions, one JSON value per line, in the order they are asked.
//
// A question is `[kind, input]`. An answer is any JSON value, or
// `{"refused": reason}`.
import { createInterface } from 'node:readline'

import { cidForLex, decode, encode } from '@atproto/lex-cbor'
import { graphemeLen, utf8Len } from '@atproto/lex-data'
import { lexParse, lexStringify } from '@atproto/lex-json'
import { isStringFormat } from '@atproto/lex-schema'
import {
  normalizeAtprotoOauthScopeValue,
  ScopePermissionsTransition,
} from '@atproto/oauth-scopes'
import { parseAtUriString } from '@atproto/syntax'

const hex = (bytes) => Buffer.from(bytes).toString('hex')

const questions = {
  format: ([format, text]) => isStringFormat(text, format),

  // What AT-URIs and datetimes mean, if they are valid.
  'at-uri': (text) => {
    const parts = parseAtUriString(text)
    if (!parts.success) throw new Error(parts.message)
    const { authority, collection, rkey } = parts.value
    return [authority, collection ?? null, rkey ?? null]
  },
  datetime: (text) => {
    if (!isStringFormat(text, 'datetime')) throw new Error('not a datetime')
    const milliseconds = new Date(text).getTime()
    if (Number.isNaN(milliseconds)) throw new Error('not a date')
    return milliseconds
  },

  length: (text) => [utf8Len(text), graphemeLen(text)],

  // A scope in its shortest form, and whether scopes cover something.
  scope: (text) => {
    const scope = normalizeAtprotoOauthScopeValue(text)
    if (scope === null) throw new Error('not a scope')
    return scope
  },
  covered: ([scopes, resource, what]) =>
    new ScopePermissionsTransition(scopes)[`allows${resource}`](what),

  json: async (text) => {
    const data = lexParse(text, { strict: true })
    const cid = await cidForLex(data)
    return { cbor: hex(encode(data)), cid: cid.toString() }
  },
  cbor: async (text) => {
    const data = decode(Buffer.from(text, 'hex'))
    return { json: JSON.parse(lexStringify(data)), cbor: hex(encode(data)) }
  },
}

for await (const line of createInterface({ input: process.stdin })) {
  const [kind, input] = JSON.parse(line)
  let answer
  try {
    answer = await questions[kind](input)
  } catch (error) {
    answer = { refused: String(error.message) }
  }
  process.stdout.write(JSON.stringify(answer) + '\n')
}
