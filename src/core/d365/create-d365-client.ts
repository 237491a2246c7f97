import type { D365Client } from './d365-client.ts'
import { createLeadCustomizer, createMetadataReader } from './create-metadata-reader.ts'
import { createPipeline, type PipelineDeps } from './http/pipeline.ts'
import { countLeads } from './operations/count-leads.ts'
import { createLead } from './operations/create-lead.ts'
import { createLeads } from './operations/create-leads.ts'
import { deleteLead } from './operations/delete-lead.ts'
import { findApplicationUsers } from './operations/find-application-users.ts'
import { createNoteBook } from './operations/create-note-book.ts'
import { queryLeads } from './operations/query-leads.ts'
import { readLead } from './operations/read-lead.ts'
import { readLeads, searchLeads } from './operations/read-leads.ts'
import { readOrganization } from './operations/read-organization.ts'
import { updateLead } from './operations/update-lead.ts'
import { whoAmI } from './operations/who-am-i.ts'
import { writeLeads } from './operations/write-leads.ts'

/** The operations of one organisation over one pipeline. */
export function createD365Client(deps: PipelineDeps): D365Client {
  const pipeline = createPipeline(deps)
  return {
    whoAmI: (context) => whoAmI(pipeline, context),
    readOrganization: (context) => readOrganization(pipeline, context),
    metadata: createMetadataReader(pipeline),
    customizer: createLeadCustomizer(pipeline),
    notes: createNoteBook(pipeline),
    findApplicationUsers: (applicationId, context) => findApplicationUsers(pipeline, applicationId, context),
    readLead: (leadId, select, context) => readLead(pipeline, leadId, select, context),
    queryLeads: (query, context) => queryLeads(pipeline, query, context),
    countLeads: (filter, context) => countLeads(pipeline, filter, context),
    createLead: (leadId, body, context) => createLead(pipeline, leadId, body, context),
    updateLead: (leadId, body, context) => updateLead(pipeline, leadId, body, context),
    createLeads: (rows, context) => createLeads(pipeline, rows, context),
    writeLeads: (writes, context) => writeLeads(pipeline, writes, context),
    readLeads: (leadIds, select, context) => readLeads(pipeline, leadIds, select, context),
    searchLeads: (searches, select, context) => searchLeads(pipeline, searches, select, context),
    deleteLead: (leadId, context) => deleteLead(pipeline, leadId, context),
  }
}
