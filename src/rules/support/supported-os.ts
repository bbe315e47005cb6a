import type { ImageReference } from '../../documents/images'
import type { CudaTag, Facts, ListedCudaImage } from '../../facts'
import { compareVersions, isOf, versionPrefix } from '../../facts'
import { isCudaName } from './cuda-stage'

/** What follows each family, the most widely usable first. NVIDIA replaced its CentOS images by Rocky Linux. */
const SUCCESSORS: Readonly<Record<string, readonly string[]>> = {
  ubuntu: ['ubuntu22.04', 'ubuntu24.04', 'ubuntu20.04'],
  centos: ['rockylinux9', 'rockylinux8'],
}

const MANY = 1000

/** Tags of the same image on a newer OS: first the same CUDA, then, where that CUDA knows only older systems, the nearest newer one. */
export function tagsOnSupportedOs(reference: ImageReference, facts: Facts): readonly string[] {
  const { fullName, tag = '' } = reference
  if (fullName === 'ubuntu') return ['22.04']
  if (fullName === 'debian') return [tag.endsWith('-slim') ? 'bookworm-slim' : 'bookworm']
  const parsed = isCudaName(fullName) ? facts.parseCudaTag(tag) : undefined
  const oses = SUCCESSORS[/^[a-z]+/.exec(parsed?.os ?? '')?.[0] ?? '']
  return parsed && oses ? cudaTags(tag, parsed, oses, facts) : []
}

function cudaTags(tag: string, parsed: CudaTag, oses: readonly string[], facts: Facts): readonly string[] {
  const kept = sameMinor(tag, parsed, facts)
    .filter(({ os }) => oses.includes(os))
    .sort(
      (a, b) =>
        rank(a, oses) - rank(b, oses) || exactness(b, parsed) - exactness(a, parsed) || compareVersions(b.cuda, a.cuda),
    )[0]
  if (kept && rank(kept, oses) < 2) return [kept.tag]
  const wished = [parsed.version, parsed.flavor, oses[0]].filter(Boolean).join('-')
  const other = facts.nearestCudaImages(wished, MANY).find(({ os }) => os === oses[0])
  return [kept, other].flatMap((image) => image?.tag ?? [])
}

/** Another patch of the minor counts too: the one that was written may be deleted. */
const sameMinor = (tag: string, { version }: CudaTag, facts: Facts): readonly ListedCudaImage[] =>
  facts.nearestCudaImages(tag, MANY).filter(({ cuda }) => isOf(cuda, versionPrefix(version, 2)))

const exactness = ({ cuda }: ListedCudaImage, { version }: CudaTag): number => Number(cuda === version)
const rank = ({ os }: ListedCudaImage, oses: readonly string[]): number => oses.indexOf(os)
