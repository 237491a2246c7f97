import { createFirstTables } from './0001-create-first-tables.ts'
import { ownMapping } from './0002-own-mapping.ts'
import { addLeadOwner } from './0003-add-lead-owner.ts'
import { hunterTold } from './0004-hunter-told.ts'
import { addReportDigest } from './0005-add-report-digest.ts'
import { packEvidence } from './0006-pack-evidence.ts'
import { addPushQueue } from './0007-push-queue.ts'
import { leadListIndexes } from './0008-lead-list-indexes.ts'
import { addTenantNetwork } from './0009-add-tenant-network.ts'
import { addRetryPolicy } from './0010-add-retry-policy.ts'
import { addNotOurs } from './0011-add-not-ours.ts'
import { addAttestationVersion } from './0012-add-attestation-version.ts'
import { addWriterLease } from './0013-add-writer-lease.ts'
import type { Migration } from './migration.ts'

/** Every step from an empty file to today's schema, in order. */
export const MIGRATIONS: readonly Migration[] = [
  createFirstTables,
  ownMapping,
  addLeadOwner,
  hunterTold,
  addReportDigest,
  packEvidence,
  addPushQueue,
  leadListIndexes,
  addTenantNetwork,
  addRetryPolicy,
  addNotOurs,
  addAttestationVersion,
  addWriterLease,
]
