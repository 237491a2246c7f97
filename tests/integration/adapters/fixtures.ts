import { openLocalData, type OpenedLocalData } from '../../../src/adapters/sqlite/local-data.ts'
import { aLead, aRun, aTenant, TENANT_ID } from '../../support/builders.ts'

/** A database with one active tenant, a run and a lead. */
export function openWithLead(path: string): OpenedLocalData {
  const data = openLocalData({ path })
  data.tenants.save(aTenant())
  data.tenants.setActive(TENANT_ID)
  data.runs.save(aRun())
  data.leads.saveAll([aLead()])
  return data
}
