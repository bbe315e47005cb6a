import rule from '../../../src/rules/dockerfile/ld-library-path-points-to-file'
import { testRule } from '../../support/rule-tester'

const cuda = 'FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\n'

testRule(rule, {
  valid: [
    `${cuda}ENV LD_LIBRARY_PATH=/usr/local/cuda/lib64:\${LD_LIBRARY_PATH}\n`,
    `${cuda}ENV LD_LIBRARY_PATH="$LD_LIBRARY_PATH:/opt/lib"\n`,
    { name: 'guarded', text: `${cuda}ENV LD_LIBRARY_PATH=/opt/lib\${LD_LIBRARY_PATH:+:\${LD_LIBRARY_PATH}}\n` },
    { name: 'a directory named like it', text: `${cuda}ENV LD_LIBRARY_PATH=/opt/my.sources/lib:/opt/app.so.d\n` },
    {
      name: 'a blank that belongs to the name',
      text: `${cuda}ENV LD_LIBRARY_PATH="/opt/My App/lib:$LD_LIBRARY_PATH"\n`,
    },
    { name: 'files are right here', text: `${cuda}ENV LD_PRELOAD=/usr/lib/libtcmalloc.so.4\n` },
    {
      name: 'no old value, so nothing runs together',
      text: 'FROM ubuntu:22.04\nENV LD_LIBRARY_PATH=/opt/lib$LD_LIBRARY_PATH\n',
    },
    { name: 'continued', text: `${cuda}ENV LD_LIBRARY_PATH=/opt/a:\\\n/opt/b:$LD_LIBRARY_PATH\n` },
    { name: 'single quotes keep it as it is', text: `${cuda}ENV LD_LIBRARY_PATH='/opt/lib$LD_LIBRARY_PATH'\n` },
    { name: 'the end is not known', text: `${cuda}ARG LIB\nENV LD_LIBRARY_PATH=/opt/$LIB\n` },
    { name: 'a root below another folder', text: `${cuda}ENV LD_LIBRARY_PATH=/opt/sysroot/usr/lib:/opt/lib/usr\n` },
    { name: 'a root of a cross compiler', text: `${cuda}ENV LD_LIBRARY_PATH=/opt/aarch64-linux-gnu/usr/lib/gcc\n` },
    { name: 'an empty element', text: `${cuda}ENV LD_LIBRARY_PATH=/opt/lib:\n` },
  ],
  invalid: [
    {
      text: `${cuda}ENV LD_LIBRARY_PATH=⟦/usr/lib/x86_64-linux-gnu/libcudnn_ops_infer.so.8⟧:$LD_LIBRARY_PATH\n`,
      message: 'file',
      severity: 'warning',
      says: ['"/usr/lib/x86_64-linux-gnu/libcudnn_ops_infer.so.8"', 'Write its directory: /usr/lib/x86_64-linux-gnu.'],
      fixed: `${cuda}ENV LD_LIBRARY_PATH=/usr/lib/x86_64-linux-gnu:$LD_LIBRARY_PATH\n`,
    },
    {
      text: `${cuda}ENV LD_LIBRARY_PATH="/opt/lib:⟦ /usr/local/cuda/lib64⟧:$LD_LIBRARY_PATH"\n`,
      message: 'blank',
      says: ['" /usr/local/cuda/lib64"'],
      fixed: `${cuda}ENV LD_LIBRARY_PATH="/opt/lib:/usr/local/cuda/lib64:$LD_LIBRARY_PATH"\n`,
    },
    {
      name: 'no colon before the old value',
      text: `${cuda}ENV LD_LIBRARY_PATH=/opt/lib⟦\${LD_LIBRARY_PATH}⟧\n`,
      message: 'joined',
      says: ['it holds "/usr/local/nvidia/lib:/usr/local/nvidia/lib64"'],
      fixed: `${cuda}ENV LD_LIBRARY_PATH=/opt/lib:\${LD_LIBRARY_PATH}\n`,
    },
    {
      name: 'no colon behind it, in quotes',
      text: 'FROM ubuntu:22.04\nENV LD_LIBRARY_PATH=/opt/a\nENV LD_LIBRARY_PATH="⟦$LD_LIBRARY_PATH⟧/opt/b"\n',
      message: 'joined',
      fixed: 'FROM ubuntu:22.04\nENV LD_LIBRARY_PATH=/opt/a\nENV LD_LIBRARY_PATH="$LD_LIBRARY_PATH:/opt/b"\n',
    },
    {
      name: 'no colon between two of them',
      text: `${cuda}ENV LD_LIBRARY_PATH=⟦/usr/local/cuda/lib64/usr/local/cuda/extras/CUPTI/lib64⟧:$LD_LIBRARY_PATH\n`,
      message: 'root',
      fixed: `${cuda}ENV LD_LIBRARY_PATH=/usr/local/cuda/lib64:/usr/local/cuda/extras/CUPTI/lib64:$LD_LIBRARY_PATH\n`,
    },
    {
      name: 'parted by a blank in the old form',
      text: 'FROM ubuntu:22.04\nENV LD_LIBRARY_PATH ⟦/usr/local/cuda/lib64 /opt/lib⟧\n',
      message: 'blank',
      fixed: 'FROM ubuntu:22.04\nENV LD_LIBRARY_PATH /usr/local/cuda/lib64:/opt/lib\n',
    },
    {
      name: 'below an ENV, without a version, among others on continued lines',
      text: `${cuda}ENV A=/opt \\\n    LD_LIBRARY_PATH=/opt/lib:⟦\${A}/libfoo.so⟧ \\\n    B=1\n`,
      message: 'file',
      fixed: `${cuda}ENV A=/opt \\\n    LD_LIBRARY_PATH=/opt/lib:\${A} \\\n    B=1\n`,
    },
    {
      name: 'two files',
      text: 'FROM debian:bookworm\nENV LD_LIBRARY_PATH=⟦/a/liba.so⟧:/b:⟦/c/libc.so.1.2⟧\n',
      message: 'file',
      fixed: 'FROM debian:bookworm\nENV LD_LIBRARY_PATH=/a:/b:/c\n',
    },
  ],
})
