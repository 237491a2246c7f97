// For `node --import`: writes the names of the libraries that the program loaded to the file LIBRARIES_TO when it ends.
import { writeFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { isMainThread } from 'node:worker_threads'

const libraries = new Set()
registerHooks({
  resolve: (specifier, context, next) => {
    const resolved = next(specifier, context)
    const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(resolved.url) ?? []
    if (name !== undefined) libraries.add(name)
    return resolved
  },
})
const file = process.env['LIBRARIES_TO']
if (isMainThread && file !== undefined) process.once('exit', () => writeFileSync(file, JSON.stringify([...libraries])))
