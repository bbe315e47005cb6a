import { readBentofile } from './bentofile/read'
import { readCompose } from './compose/read'
import { readDevcontainer } from './devcontainer/read'
import { readDockerfile } from './dockerfile/read'
import type { Document } from './document'
import { readKubernetes } from './kubernetes/read'
import { readShellScript } from './script/read'
import type { Kind, SourceFile } from './source'

const READERS: Readonly<Record<Kind, (file: SourceFile) => Document>> = {
  compose: (file) => readCompose(file),
  dockerfile: readDockerfile,
  kubernetes: (file) => readKubernetes(file),
  devcontainer: readDevcontainer,
  bentofile: (file) => readBentofile(file),
  script: readShellScript,
}

/** Reads one file on its own, without the files that it names. Never throws. */
export const readDocument = (kind: Kind, file: SourceFile): Document => READERS[kind](file)
