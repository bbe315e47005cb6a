import { type Facts, majorOf } from '../../facts'

export interface TritonNeed {
  readonly cuda: string
  /** The branch that the release notes ask for on any card. */
  readonly branch: number
  /** Branches that do on data-centre cards; empty where that is not known. */
  readonly dataCenter: readonly number[]
}

/** @param tag `23.08-py3`, `24.05-vllm-python-py3`. @returns undefined where the release notes are not known, or sources disagree */
export function tritonNeed(tag: string, facts: Facts): TritonNeed | undefined {
  const row = tag.endsWith('-sdk') ? undefined : facts.triton(tag)
  if (!row || row.doubt === 'driver') return undefined
  const { cuda, driver } = tag.includes('-vllm-')
    ? { cuda: row.vllmCuda, driver: row.vllmDriver }
    : tag.includes('-trtllm-')
      ? { cuda: row.trtllm?.cuda, driver: row.trtllm?.driver }
      : row
  const branch = driver === undefined ? undefined : majorOf(driver)
  if (cuda === undefined || branch === undefined) return undefined
  const dataCenter = row.dataCenter?.split(' ').flatMap((one) => majorOf(one) ?? []) ?? []
  return { cuda, branch, dataCenter }
}
