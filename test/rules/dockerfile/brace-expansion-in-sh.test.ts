import rule from '../../../src/rules/dockerfile/brace-expansion-in-sh'
import { testRule } from '../../support/rule-tester'

const on = (run: string, image = 'nvidia/cuda:12.4.1-runtime-ubuntu22.04') => `FROM ${image}\n${run}\n`

testRule(rule, {
  valid: [
    on('RUN mkdir -p /models/a /models/b'),
    { name: 'SHELL says bash', text: on('SHELL ["/bin/bash", "-c"]\nRUN mkdir -p /models/{a,b}') },
    { name: 'bash runs it', text: on("RUN bash -c 'mkdir -p /models/{a,b}'") },
    { name: 'a quoted name', text: on('RUN touch "/models/{a,b}"') },
    { name: 'the program reads braces itself', text: on('RUN curl -O https://example.com/{a,b}.txt') },
    { name: 'placeholders', text: on("RUN find / -name '*.so' -exec cp {} /lib \\;") },
    { name: 'a shell that knows them', text: on('RUN mkdir -p /models/{a,b}', 'rockylinux:9') },
    { name: 'an image that is not known', text: on('RUN mkdir -p /models/{a,b}', 'me/image:1') },
    { name: 'a variable', text: on('RUN mkdir -p /models/${NAME}') },
    { name: 'a heredoc for bash', text: on('RUN <<EOF bash\nmkdir -p /models/{a,b}\nEOF') },
  ],
  invalid: [
    {
      text: on('RUN mkdir -p ⟦/models/{a,b}/1⟧ && echo ok'),
      message: 'braces',
      severity: 'warning',
      says: ['/models/{a,b}/1 is not expanded', 'mkdir works'],
      fixed: on('RUN mkdir -p /models/a/1 /models/b/1 && echo ok'),
    },
    {
      name: 'a link with two ends',
      text: on('RUN cd /usr/local/cuda/lib64 \\\n && ln -s ⟦libcublas.so{.12,}⟧', 'python:3.11-slim'),
      message: 'braces',
      fixed: on('RUN cd /usr/local/cuda/lib64 \\\n && ln -s libcublas.so.12 libcublas.so', 'python:3.11-slim'),
    },
  ],
})
