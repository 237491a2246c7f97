import { expect, it } from 'vitest'
import type { Pipeline } from '../../../../src/core/d365/http/pipeline.ts'
import { readUserPrivileges } from '../../../../src/core/d365/operations/read-privileges.ts'
import { ok } from '../../../../src/shared/lib/result.ts'

const ORIGIN = 'https://contoso.crm4.dynamics.com'
const ID = '0a0a0a0a-0000-4000-8000-00000000000'

/** Answers by the beginning of the path; the first page of names leads to the second. */
const PAGES: readonly (readonly [begins: string, body: unknown])[] = [
  [
    'systemusers',
    {
      RolePrivileges: ['1', '2'].map((end) => ({ PrivilegeName: '', PrivilegeId: `${ID}${end}`, Depth: 'Global' })),
    },
  ],
  [
    'privileges',
    {
      value: [{ name: 'prvReadLead', privilegeid: `${ID}1` }],
      '@odata.nextLink': `${ORIGIN}/api/data/v9.2/privileges?$skiptoken=2`,
    },
  ],
  ['/api/data/v9.2/privileges', { value: [{ name: 'prvCreateLead', privilegeid: `${ID}2` }] }],
]

const pipeline: Pipeline = {
  origin: ORIGIN,
  send: ({ path }) => {
    const json = PAGES.find(([begins]) => path.startsWith(begins))?.[1]
    return Promise.resolve(ok({ status: 200, headers: {}, json, requestIds: { client: '', service: [] } }))
  },
  sendBatch: () => Promise.reject(new Error('not in this test')),
}

it('privileges without names are named from every page of the table', async () => {
  expect(await readUserPrivileges(pipeline, `${ID}9`)).toMatchObject({
    value: {
      privileges: [
        { name: 'prvReadLead', depth: 'Global' },
        { name: 'prvCreateLead', depth: 'Global' },
      ],
    },
  })
})
