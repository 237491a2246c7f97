import { invalidArgument, noAttribute, noEntity, urlError } from '../errors.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'

const entityName = /<(?:entity|link-entity)\b[^>]*?\bname\s*=\s*["']([^"']*)["']/g
const attributeNames = /<(?:attribute\b[^>]*?\bname|(?:condition|order)\b[^>]*?\battribute)\s*=\s*["']([^"']*)["']/g

/**
 * FetchXML is no part of the sandbox: its names are judged as the platform judges them, and what is right is refused with a sentence,
 * never answered with rows that nobody asked for.
 *
 * @throws DataverseError always: 400 0x80041102 for an unknown table, 0x80041103 for an unknown column, 0x80060888 otherwise.
 */
export const judgeFetchXml = (catalogue: Catalogue, xml: string): never => {
  const entities = [...xml.matchAll(entityName)].map(([, name = '']) => name)
  const [first, ...linked] = entities
  if (first === undefined || !/^\s*<fetch\b/.test(xml))
    throw invalidArgument('Invalid XML: a fetch with an entity is expected.')
  for (const name of entities) if (!catalogue.find(name)) throw noEntity(name)
  const table = catalogue.get(first)
  // Which table a name belongs to where several are joined is nothing that a look at the text can tell.
  const names = linked.length > 0 ? [] : [...xml.matchAll(attributeNames)].map(([, name = '']) => name)
  const unknown = names.find((name) => !table.columns.has(name))
  if (unknown !== undefined) throw noAttribute(table, unknown)
  throw urlError('The query parameter fetchXml is not supported')
}
