import { useState } from 'react'
import { selectTenants, SessionContext } from '../../app/session/session.store.ts'
import {
  EMPTY_FORM,
  judgeForm,
  wrongAsTyped,
  type FieldErrors,
  type FormField,
  type TenantForm,
} from './tenant-form.ts'

export interface TypedForm {
  readonly form: TenantForm
  /** What is wrong as typed, and what was wrong when it was last judged whole. */
  readonly wrong: FieldErrors
  readonly change: (patch: Partial<TenantForm>) => void
  /** Values read from elsewhere. */
  readonly fill: (fill: (form: TenantForm) => TenantForm) => void
  readonly leave: (field: FormField) => void
  readonly judge: () => ReturnType<typeof judgeForm>
}

/** A new tenant as it is typed, judged as it goes. */
export function useTypedForm(): TypedForm {
  const tenants = SessionContext.useSelected(selectTenants)
  const [form, setForm] = useState<TenantForm>(EMPTY_FORM)
  const [left, setLeft] = useState<ReadonlySet<FormField>>(new Set())
  const [judged, setJudged] = useState<FieldErrors>({})
  const names = tenants.filter(({ archivedAt }) => archivedAt === null).map(({ name }) => name)
  return {
    form,
    wrong: { ...wrongAsTyped(form, left, names), ...judged },
    change: (patch) => {
      setForm({ ...form, ...patch })
      setJudged(Object.fromEntries(Object.entries(judged).filter(([field]) => !(field in patch))))
      setLeft(new Set([...left].filter((field) => !(field in patch))))
    },
    fill: (fill) => {
      setForm(fill)
      setJudged({})
    },
    leave: (field) => setLeft(new Set([...left, field])),
    judge: () => {
      const result = judgeForm(form)
      setJudged(result.ok ? {} : result.errors)
      return result
    },
  }
}
