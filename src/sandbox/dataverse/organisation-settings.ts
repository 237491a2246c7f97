/** What the control endpoint may change about the organisation while it runs. */
export interface OrganisationSettings {
  /** How long a new column stays unseen, in milliseconds; publishing ends the wait. */
  columnDelayMs: number
  /** How long the index of a new alternate key takes to become active, in milliseconds. */
  keyActivationMs: number
  /** `OrganizationType` as RetrieveCurrentOrganization tells it ("RetrieveCurrentOrganization function"). */
  organizationType: string
}

export const defaultOrganisationSettings = (): OrganisationSettings => ({
  columnDelayMs: 0,
  keyActivationMs: 0,
  organizationType: 'Developer',
})
