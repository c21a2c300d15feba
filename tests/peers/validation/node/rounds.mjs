// Measures time: `node rounds.mjs RECORDS LEXICONS TYPES`, where `RECORDS` has a record in
// each line, and `TYPES` is the folder that `lex build` wrote. For each line of its input,
// all candidates judge all records, and a line about each of them is printed: the task, the
// candidate, the nanoseconds it took, and the indices of the records that it found invalid.
// An empty line ends the round.
//
// This is the CPU time of the whole process, with that of the threads that compile and
// collect garbage: on one core, they would take turns.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

import { lexParse } from '@atproto/lex'
import { jsonStringToLex, Lexicons } from '@atproto/lexicon'

const [recordsPath, lexiconsPath, typesPath] = process.argv.slice(2)
const records = readFileSync(recordsPath, 'utf8').trimEnd().split('\n')

// `@atproto/lexicon`: lexicons at run time. A violation is an exception.
const lexicons = new Lexicons()
for (const name of readdirSync(lexiconsPath, { recursive: true })) {
  if (name.endsWith('.json')) {
    lexicons.add(JSON.parse(readFileSync(join(lexiconsPath, name), 'utf8')))
  }
}
const isValid = (value) => {
  try {
    lexicons.assertValidRecord(value.$type, value)
    return true
  } catch {
    return false
  }
}

// `@atproto/lex`: generated schemas.
const schemas = new Map()
for (const { $type } of records.map((text) => JSON.parse(text))) {
  if (!schemas.has($type)) {
    const path = join(typesPath, `${$type.replaceAll('.', '/')}.defs.ts`)
    schemas.set($type, (await import(pathToFileURL(path))).main)
  }
}
const matches = (value) => schemas.get(value.$type).safeValidate(value).success

// A text that cannot be read is invalid.
const read = (parse, text) => {
  try {
    return parse(text)
  } catch {
    return undefined
  }
}
const ofText = (name, parse, judge) => ({
  task: 'text',
  name,
  judge: (at) => {
    const value = read(parse, records[at])
    return value !== undefined && judge(value)
  },
})
const ofDecoded = (name, parse, judge) => {
  const values = records.map((text) => read(parse, text))
  return {
    task: 'decoded',
    name,
    judge: (at) => values[at] !== undefined && judge(values[at]),
  }
}

const version = (name) => {
  const path = new URL(`node_modules/${name}/package.json`, import.meta.url)
  return `${name} ${JSON.parse(readFileSync(path, 'utf8')).version}`
}
const [lexicon, lex] = ['@atproto/lexicon', '@atproto/lex'].map(version)
const contenders = [
  ofDecoded(lexicon, jsonStringToLex, isValid),
  ofDecoded(lex, lexParse, matches),
  ofText(lexicon, jsonStringToLex, isValid),
  ofText(lex, lexParse, matches),
]

const now = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) * 1000
}

let round = 0
for await (const _ of createInterface({ input: process.stdin })) {
  for (let turn = 0; turn < contenders.length; turn++) {
    const { task, name, judge } = contenders[(turn + round) % contenders.length]
    const invalid = []
    const start = now()
    for (let at = 0; at < records.length; at++) {
      if (!judge(at)) invalid.push(at)
    }
    const time = now() - start
    process.stdout.write(`${[task, name, time, invalid.join(',')].join('\t')}\n`)
  }
  process.stdout.write('\n')
  round += 1
}
