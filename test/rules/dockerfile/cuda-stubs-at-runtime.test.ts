import rule from '../../../src/rules/dockerfile/cuda-stubs-at-runtime'
import { testRule } from '../../support/rule-tester'

const devel = 'FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\n'
const stub = '/usr/local/cuda/lib64/stubs/libcuda.so'
const link = '/usr/lib/x86_64-linux-gnu/libcuda.so.1'

testRule(rule, {
  valid: [
    {
      name: 'linked in the builder only',
      text: `FROM nvidia/cuda:12.4.1-devel-ubuntu22.04 AS build\nRUN ln -s ${stub} ${link} && make\nFROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nCOPY --from=build /app /app\n`,
    },
    { name: 'removed in the same RUN', text: `${devel}RUN ln -s ${stub} ${link} \\\n && make \\\n && rm ${link}\n` },
    {
      name: 'removed later',
      text: `${devel}RUN ln -s ${stub} ${link}\nRUN make\nRUN rm -f /usr/lib/x86_64-linux-gnu/libcuda.so*\n`,
    },
    {
      name: 'for linking',
      text: `${devel}ENV LIBRARY_PATH=/usr/local/cuda/lib64/stubs\nRUN gcc -L/usr/local/cuda/lib64/stubs -lcuda a.c\n`,
    },
    {
      name: 'an image without a command serves to build',
      text: `${devel}ENV LD_LIBRARY_PATH=/usr/local/cuda/lib64/stubs:$LD_LIBRARY_PATH\n`,
    },
    {
      name: 'inside the stubs directory, which nothing searches',
      text: `${devel}RUN ln -s ${stub} ${stub}.1\nRUN make\n`,
    },
    {
      name: 'searched behind the driver, as in the images of TensorFlow',
      text: `${devel}RUN ln -s ${stub} ${stub}.1 && echo /usr/local/cuda/lib64/stubs > /etc/ld.so.conf.d/z-cuda-stubs.conf && ldconfig\n`,
    },
    {
      name: 'taken out of the configuration again',
      text: `${devel}RUN echo /usr/local/cuda/lib64/stubs > /etc/ld.so.conf.d/cuda-stubs.conf && ldconfig && make && rm /etc/ld.so.conf.d/cuda-stubs.conf && ldconfig\nCMD ["/app"]\n`,
    },
    {
      name: 'configured behind the driver',
      text: `${devel}RUN echo /usr/local/cuda/lib64/stubs > /etc/ld.so.conf.d/z-cuda-stubs.conf && ldconfig\nCMD ["/app"]\n`,
    },
    { name: 'the unversioned name', text: `${devel}RUN ln -s ${stub} /usr/lib/x86_64-linux-gnu/libcuda.so\n` },
    {
      name: 'a link to something else',
      text: `${devel}RUN ln -s /usr/local/cuda/compat/libcuda.so.1 ${link} && ls /usr/local/cuda/lib64/stubs/\n`,
    },
    {
      name: 'the variable of one command',
      text: `${devel}RUN ln -s ${stub} /tmp/stubs/libcuda.so.1 && LD_LIBRARY_PATH=/tmp/stubs make\n`,
    },
    { name: 'only perhaps', text: `${devel}RUN [ -e ${link} ] || ln -s ${stub} ${link}\n` },
  ],
  invalid: [
    {
      name: 'in the configuration of the loader',
      text: `${devel}RUN echo "⟦/usr/local/cuda/lib64/stubs⟧" > /etc/ld.so.conf.d/cuda-stubs.conf && ldconfig\nRUN make\nCMD ["/app"]\n`,
      message: 'config',
      severity: 'info',
      fixed: `${devel}RUN make\nCMD ["/app"]\n`,
    },
    {
      name: 'the directory alone is a hint in an image that runs',
      text: `${devel}ENV LD_LIBRARY_PATH=⟦/usr/local/cuda/lib64/stubs⟧:$LD_LIBRARY_PATH\nCMD ["/app"]\n`,
      message: 'path',
      severity: 'info',
      fixed: `${devel}ENV LD_LIBRARY_PATH=$LD_LIBRARY_PATH\nCMD ["/app"]\n`,
    },
    {
      name: 'at the end, in quotes',
      text: `${devel}ENV LD_LIBRARY_PATH="/opt/lib:⟦/usr/local/cuda/lib64/stubs⟧"\nENTRYPOINT /app\n`,
      message: 'path',
      fixed: `${devel}ENV LD_LIBRARY_PATH="/opt/lib"\nENTRYPOINT /app\n`,
    },
    {
      text: `${devel}# the linker wants it\nRUN ln -s ${stub} ⟦${link}⟧ \\\n && make install\n`,
      message: 'link',
      severity: 'warning',
      says: [link, stub],
      fixed: `${devel}# the linker wants it\nRUN ln -s ${stub} ${link} \\\n && make install && rm ${link}\n`,
    },
    {
      text: `${devel}RUN ln -sf ${stub} ⟦${link}⟧ && ldconfig\nRUN make\nCMD ["app"]\n`,
      message: 'link',
      fixed: `${devel}RUN ln -sf ${stub} ${link} && ldconfig\nRUN make\nRUN rm ${link}\nCMD ["app"]\n`,
    },
    {
      name: 'in the last RUN it serves nothing',
      text: `${devel}RUN make\nRUN ln -s ${stub} ⟦${link}⟧\nCMD ["app"]\n`,
      message: 'link',
      fixed: `${devel}RUN make\nCMD ["app"]\n`,
    },
    {
      name: 'in a stage that the last is built on, by a variable of the file',
      text: `FROM nvidia/cuda:12.4.1-devel-ubuntu22.04 AS base\nENV CUDA_HOME=/usr/local/cuda\nRUN cp $CUDA_HOME/lib64/stubs/libcuda.so ⟦/usr/local/cuda/lib64/libcuda.so.1⟧ && make\nFROM base\nCMD ["app"]\n`,
      message: 'link',
      fixed: `FROM nvidia/cuda:12.4.1-devel-ubuntu22.04 AS base\nENV CUDA_HOME=/usr/local/cuda\nRUN cp $CUDA_HOME/lib64/stubs/libcuda.so /usr/local/cuda/lib64/libcuda.so.1 && make && rm /usr/local/cuda/lib64/libcuda.so.1\nFROM base\nCMD ["app"]\n`,
    },
    {
      name: 'inside the stubs directory, which is searched',
      text: `${devel}RUN ln -s ${stub} ⟦${stub}.1⟧\nENV LD_LIBRARY_PATH=/usr/local/cuda/lib64/stubs:$LD_LIBRARY_PATH\n`,
      message: 'link',
      fixed: `${devel}ENV LD_LIBRARY_PATH=/usr/local/cuda/lib64/stubs:$LD_LIBRARY_PATH\n`,
    },
    {
      name: 'searched before the driver',
      text: `${devel}RUN ln -s ${stub} ⟦${stub}.1⟧\nRUN echo /usr/local/cuda/lib64/stubs > /etc/ld.so.conf.d/cuda-stubs.conf && ldconfig\n`,
      message: 'link',
      fixed: `${devel}RUN ln -s ${stub} ${stub}.1\nRUN echo /usr/local/cuda/lib64/stubs > /etc/ld.so.conf.d/cuda-stubs.conf && ldconfig\nRUN rm ${stub}.1\n`,
    },
    {
      name: 'copied from the builder',
      text: `FROM nvidia/cuda:12.4.1-devel-ubuntu22.04 AS build\nFROM ubuntu:22.04\nCOPY --from=build ${stub} ⟦${link}⟧\n`,
      message: 'link',
      fixed: 'FROM nvidia/cuda:12.4.1-devel-ubuntu22.04 AS build\nFROM ubuntu:22.04\n',
    },
  ],
})
