import { countLeads, exportLeads } from '../dataverse/seed/export-leads.ts'
import { seedLeads } from '../dataverse/seed/seed-leads.ts'
import { replaceDuplicateRules, replaceProcessingSteps } from '../dataverse/seed/seed-rules.ts'
import { setApplicationUser } from '../dataverse/seed/application-user-state.ts'
import { FaultBook } from './fault-book.ts'
import type { ApplicationUserState } from '../dataverse/seed/application-user-state.ts'
import type { OrganisationSettings } from '../dataverse/organisation-settings.ts'
import type { DuplicateRuleSeed, ProcessingStepSeed } from '../dataverse/seed/seed-rules.ts'
import type { FiredStep } from '../dataverse/processing-steps.ts'
import type { Organisation } from '../dataverse/organisation.ts'
import type { EntraTenant } from '../entra/entra-tenant.ts'
import type { TokenSettings } from '../entra/token-settings.ts'
import type { BearerVerifier } from '../entra/verify-bearer.ts'
import type { LimitSettings } from '../limits/limit-settings.ts'
import type { ServerTimeSettings } from '../limits/server-time.ts'
import type { ServiceLimits } from '../limits/service-limits.ts'
import type { RequestLog, ServedRequest } from '../server/request-log.ts'
import type { FaultChange, FaultRequest, FaultRule } from './fault-rule.ts'
import type { Sabotage } from '../dataverse/sabotage.ts'

interface Parts {
  readonly organisation: Organisation
  readonly entra: EntraTenant
  readonly bearers: BearerVerifier
  readonly limits: ServiceLimits
  readonly serverTime: ServerTimeSettings
  readonly log: RequestLog
}

/** Everything that the control endpoint can do, as functions; the endpoint itself only translates. */
export class SandboxControl {
  readonly faults = new FaultBook()
  private readonly parts: Parts

  constructor(parts: Parts) {
    this.parts = parts
  }

  /** Puts a fault in force. @throws SyntaxError for a `pathPattern` that is no regular expression. */
  addFault(request: FaultRequest): FaultRule {
    return this.faults.add(request)
  }

  /** Does what a `change` fault asks for. */
  change({ expireTokens = false, applicationUser, limits }: FaultChange): void {
    if (expireTokens) this.expireTokens()
    if (applicationUser) this.applicationUser(applicationUser)
    if (limits) this.limits(limits)
  }

  listFaults(): readonly FaultRule[] {
    return this.faults.list()
  }

  /** Removes one fault, or all without an id; answers how many went. */
  clearFaults(id?: number): number {
    return this.faults.clear(id)
  }

  /** Every request served since the given sequence number, oldest first; the newest 20,000 are kept. */
  log(since = 0): readonly ServedRequest[] {
    return this.parts.log.list(since)
  }

  clearLog(): void {
    this.parts.log.clear()
  }

  limits(changes: Partial<LimitSettings> = {}): LimitSettings {
    if (Object.keys(changes).length > 0) this.parts.limits.clear()
    return Object.assign(this.parts.limits.settings, changes)
  }

  serverTime(changes: Partial<ServerTimeSettings> = {}): ServerTimeSettings {
    return Object.assign(this.parts.serverTime, changes)
  }

  tokens(changes: Partial<TokenSettings> = {}): TokenSettings {
    return Object.assign(this.parts.entra.settings, changes)
  }

  /** Every token issued so far counts as expired from now on. */
  expireTokens(): void {
    this.parts.bearers.expireAll()
  }

  /** Registers a certificate (PEM) for client assertions. */
  addCertificate(pem: string): void {
    this.parts.entra.certificates.push(pem)
  }

  applicationUser(state: ApplicationUserState): void {
    setApplicationUser(this.parts.organisation, state)
  }

  /** Delays of definitions, and what kind of environment this is. */
  organisation(changes: Partial<OrganisationSettings> = {}): OrganisationSettings {
    const { organisation } = this.parts
    return Object.assign(organisation.behaviour, changes)
  }

  /** Replaces all duplicate detection rules. */
  duplicateRules(rules: readonly DuplicateRuleSeed[]): void {
    replaceDuplicateRules(this.parts.organisation, rules)
  }

  /** Replaces all plug-in steps. No code of theirs runs: that they would have is noted. */
  processingSteps(steps: readonly ProcessingStepSeed[]): void {
    replaceProcessingSteps(this.parts.organisation, steps)
  }

  /** What the steps in force have run for, oldest first. */
  firedSteps(): readonly FiredStep[] {
    return this.parts.organisation.steps.fired()
  }

  sabotage(changes: Partial<Sabotage> = {}): Sabotage {
    const { organisation, limits, entra } = this.parts
    const sabotage = Object.assign(organisation.sabotage, changes)
    limits.isOff = sabotage.neverThrottles
    entra.acceptsAnySecret = sabotage.acceptsAnySecret
    return sabotage
  }

  /** Makes sure that `count` made-up leads are there; answers how many were added. */
  seed(count: number): number {
    return seedLeads(this.parts.organisation, count)
  }

  /** All leads as the Web API would show them, without annotations. */
  leads(): readonly Record<string, unknown>[] {
    return exportLeads(this.parts.organisation)
  }

  countLeads(): number {
    return countLeads(this.parts.organisation)
  }
}
