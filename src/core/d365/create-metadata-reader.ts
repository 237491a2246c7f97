import type { Pipeline } from './http/pipeline.ts'
import type { LeadCustomizer, MetadataReader } from './metadata-reader.ts'
import { createLeadColumn, publishLead, readSolutions } from './operations/create-lead-column.ts'
import { findOwners } from './operations/find-owners.ts'
import { readDuplicateRules, readPluginSteps } from './operations/read-lead-automation.ts'
import { readLeadColumns } from './operations/read-lead-columns.ts'
import { readLeadKeys, readLeadTable, supportsLeadMessage } from './operations/read-lead-table.ts'
import { readRolePrivileges, readUserPrivileges } from './operations/read-privileges.ts'
import { readUserRoles, readUserTeams } from './operations/read-roles.ts'

/** The metadata reads of one organisation over one pipeline. */
export const createMetadataReader = (pipeline: Pipeline): MetadataReader => ({
  readLeadTable: (context) => readLeadTable(pipeline, context),
  readLeadColumns: (context) => readLeadColumns(pipeline, context),
  readLeadKeys: (context) => readLeadKeys(pipeline, context),
  supportsLeadMessage: (message, context) => supportsLeadMessage(pipeline, message, context),
  readUserPrivileges: (userId, context) => readUserPrivileges(pipeline, userId, context),
  readUserRoles: (userId, context) => readUserRoles(pipeline, userId, context),
  readUserTeams: (userId, context) => readUserTeams(pipeline, userId, context),
  readRolePrivileges: (roleId, context) => readRolePrivileges(pipeline, roleId, context),
  readDuplicateRules: (context) => readDuplicateRules(pipeline, context),
  readPluginSteps: (context) => readPluginSteps(pipeline, context),
  findOwners: (text, context) => findOwners(pipeline, text, context),
})

export const createLeadCustomizer = (pipeline: Pipeline): LeadCustomizer => ({
  readSolutions: (context) => readSolutions(pipeline, context),
  createColumn: (column, solution, context) => createLeadColumn(pipeline, column, solution, context),
  publish: (context) => publishLead(pipeline, context),
})
