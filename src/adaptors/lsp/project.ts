import type { Connection } from 'vscode-languageserver'
import { facts } from '../../facts'
import { methods, type Project, type ProjectParams, type QuestionsParams, type TypedParams } from './protocol'
import type { Session } from './session'

/** Serves a wizard for new projects. What it takes is loaded when it is asked for. */
export function serveProjects(connection: Connection, session: Session): void {
  connection.onRequest(methods.questions, async ({ folder, draft }: QuestionsParams) => {
    const { questionsFor } = await scaffolding()
    return questionsFor(draft, facts, await session.targetAt(folder))
  })
  connection.onRequest(methods.typed, async ({ folder, draft, id, text }: TypedParams) => {
    const { typed } = await scaffolding()
    return typed(draft, id, text, facts, await session.targetAt(folder))
  })
  connection.onRequest(methods.project, (params: ProjectParams) => project(session, params))
}

const scaffolding = () => import('../../service/scaffold')

async function project(session: Session, { folder, draft, given }: ProjectParams): Promise<Project> {
  const { commandOf, concluded, isImpossible, scaffold } = await scaffolding()
  const target = await session.targetAt(folder)
  const workload = concluded(draft, given, facts, target)
  const made = scaffold(workload, facts, target)
  if (isImpossible(made)) return made
  return { files: made.files, command: commandOf(workload) }
}
