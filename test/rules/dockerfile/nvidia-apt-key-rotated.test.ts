import rule from '../../../src/rules/dockerfile/nvidia-apt-key-rotated'
import { testRule } from '../../support/rule-tester'

const from = 'FROM ubuntu:20.04\n'
const repo = 'https://developer.download.nvidia.com/compute/cuda/repos/ubuntu2004/x86_64'
const learning = 'https://developer.download.nvidia.com/compute/machine-learning/repos/ubuntu1804/x86_64'
const keyring =
  'wget https://developer.download.nvidia.com/compute/cuda/repos/ubuntu2004/x86_64/cuda-keyring_1.0-1_all.deb'

testRule(rule, {
  valid: [
    {
      name: 'the key of the repository for machine learning alone',
      text: `FROM ubuntu:22.04\nRUN curl -fsSL ${repo}/7fa2af80.pub | apt-key add - && echo "deb ${learning} /" > /etc/apt/sources.list.d/ml.list\n`,
    },
    `${from}RUN apt-key adv --fetch-keys ${repo}/3bf863cc.pub && apt-get update\n`,
    {
      name: 'the old key deleted, the new one added',
      text: `${from}RUN apt-key del 7fa2af80\nRUN apt-key adv --fetch-keys ${repo}/3bf863cc.pub\n`,
    },
    {
      name: 'both keys',
      text: `${from}RUN apt-key adv --fetch-keys ${repo}/7fa2af80.pub && apt-key adv --fetch-keys ${repo}/3bf863cc.pub\n`,
    },
    {
      name: 'the repository for machine learning',
      text: `${from}RUN apt-key adv --fetch-keys ${learning}/7fa2af80.pub\n`,
    },
    { name: 'only deleted', text: `${from}RUN apt-key del 7fa2af80 && rm -f /etc/apt/sources.list.d/cuda.list\n` },
    {
      name: 'an image that brings the new key',
      text: `FROM nvidia/cuda:11.8.0-devel-ubuntu20.04\nRUN apt-key adv --fetch-keys ${repo}/7fa2af80.pub && apt-get update\n`,
    },
    {
      name: 'cuda-keyring alone',
      text: `${from}RUN ${keyring} && dpkg -i cuda-keyring_1.0-1_all.deb && apt-get update\n`,
    },
    {
      name: 'cuda-keyring with the list deleted',
      text: `${from}RUN echo "deb ${repo} /" > /etc/apt/sources.list.d/cuda.list && apt-get update\nRUN rm -f /etc/apt/sources.list.d/cuda.list && ${keyring} && dpkg -i cuda-keyring_1.0-1_all.deb\n`,
    },
    {
      name: 'a list that names its key',
      text: `${from}RUN echo "deb [signed-by=/usr/share/keyrings/cuda-archive-keyring.gpg] ${repo} /" > /etc/apt/sources.list.d/cuda.list && ${keyring} && dpkg -i cuda-keyring_1.0-1_all.deb\n`,
    },
    {
      name: 'the list of another repository',
      text: `${from}RUN echo "deb ${learning} /" > /etc/apt/sources.list.d/nvidia-ml.list && ${keyring} && dpkg -i cuda-keyring_1.0-1_all.deb\n`,
    },
    {
      name: 'cuda-keyring on a newer image',
      text: `FROM nvidia/cuda:12.4.1-base-ubuntu22.04\nRUN ${keyring} && dpkg -i cuda-keyring_1.0-1_all.deb\n`,
    },
    {
      name: 'lists deleted by pattern',
      text: `FROM nvidia/cuda:11.2.2-base-ubuntu20.04\nRUN rm -f /etc/apt/sources.list.d/*.list && ${keyring} && dpkg -i cuda-keyring_1.0-1_all.deb\n`,
    },
    {
      name: 'an ARG that another value fills',
      text: `${from}ARG KEY=3bf863cc\n# once 7fa2af80\nRUN apt-key adv --fetch-keys ${repo}/\${KEY}.pub\n`,
    },
    {
      name: 'the new key in an ARG beside it',
      text: `${from}ARG NEW=3bf863cc\nRUN apt-key adv --fetch-keys ${repo}/7fa2af80.pub && apt-key adv --fetch-keys ${repo}/$NEW.pub\n`,
    },
    { name: 'an ARG that nothing fetches', text: `${from}ARG OLD=7fa2af80\nRUN apt-key del $OLD\n` },
    {
      name: 'the address of machine learning in an ARG',
      text: `${from}ARG KEY=${learning}/7fa2af80.pub\nRUN curl -fsSL $KEY | apt-key add -\n`,
    },
    { name: 'a comment', text: `${from}# apt-key adv --fetch-keys ${repo}/7fa2af80.pub\nRUN true\n` },
    { name: 'under a condition', text: `${from}RUN apt-key adv --fetch-keys ${repo}/7fa2af80.pub || true\n` },
  ],
  invalid: [
    {
      name: 'beside the repository for machine learning the old key stays',
      text: `FROM ubuntu:18.04\nRUN apt-key adv --fetch-keys ${repo}/⟦7fa2af80⟧.pub && echo "deb ${repo} /" > /etc/apt/sources.list.d/cuda.list && echo "deb ${learning} /" > /etc/apt/sources.list.d/ml.list\n`,
      message: 'beside',
      severity: 'error',
      fixed: null,
    },
    {
      text: `${from}RUN apt-key adv --fetch-keys ${repo}/⟦7fa2af80⟧.pub && \\\n    echo "deb ${repo} /" > /etc/apt/sources.list.d/cuda.list && \\\n    apt-get update\n`,
      message: 'old',
      severity: 'error',
      says: ['A4B469963BF863CC'],
      fixed: `${from}RUN apt-key adv --fetch-keys ${repo}/3bf863cc.pub && \\\n    echo "deb ${repo} /" > /etc/apt/sources.list.d/cuda.list && \\\n    apt-get update\n`,
    },
    {
      name: 'through a pipe, with a variable',
      text: `${from}ARG OS=ubuntu2004\nRUN wget -qO - "https://developer.download.nvidia.com/compute/cuda/repos/\${OS}/x86_64/⟦7fa2af80⟧.pub" | sudo apt-key add -\n`,
      message: 'old',
      fixed: `${from}ARG OS=ubuntu2004\nRUN wget -qO - "https://developer.download.nvidia.com/compute/cuda/repos/\${OS}/x86_64/3bf863cc.pub" | sudo apt-key add -\n`,
    },
    {
      name: 'its id in an ARG',
      text: `${from}ARG KEY=⟦7fa2af80⟧\nRUN apt-key adv --fetch-keys ${repo}/\${KEY}.pub\n`,
      message: 'old',
      fixed: `${from}ARG KEY=3bf863cc\nRUN apt-key adv --fetch-keys ${repo}/\${KEY}.pub\n`,
    },
    {
      name: 'its address in an ARG before FROM, twice fetched',
      text: `ARG KEY="${repo}/⟦7fa2af80⟧.pub"\n${from}ARG KEY\nRUN curl -fsSL "$KEY" | apt-key add -\nADD $KEY /tmp/\n`,
      message: 'old',
      fixed: null,
    },
    {
      name: 'ADD from its address',
      text: `${from}ADD ${repo}/⟦7fa2af80⟧.pub /tmp/key.pub\nRUN apt-key add /tmp/key.pub\n`,
      message: 'old',
      fixed: `${from}ADD ${repo}/3bf863cc.pub /tmp/key.pub\nRUN apt-key add /tmp/key.pub\n`,
    },
    {
      name: 'by its id',
      text: `${from}RUN apt-key adv --keyserver keyserver.ubuntu.com --recv-keys ⟦7FA2AF80⟧\n`,
      message: 'old',
      fixed: null,
    },
    {
      name: 'only that of the CUDA repository',
      text: `${from}RUN apt-key adv --fetch-keys ${repo}/⟦7fa2af80⟧.pub && apt-key adv --fetch-keys ${learning}/7fa2af80.pub\n`,
      message: 'old',
      fixed: `${from}RUN apt-key adv --fetch-keys ${repo}/3bf863cc.pub && apt-key adv --fetch-keys ${learning}/7fa2af80.pub\n`,
    },
    {
      name: 'cuda-keyring beside a list of the same repository',
      text: `${from}RUN echo "deb ${repo} /" > /etc/apt/sources.list.d/cuda.list\nRUN ${keyring} && ⟦dpkg -i cuda-keyring_1.0-1_all.deb⟧ && apt-get update\n`,
      message: 'conflict',
      fixed: `${from}RUN echo "deb ${repo} /" > /etc/apt/sources.list.d/cuda.list\nRUN ${keyring} && rm -f /etc/apt/sources.list.d/cuda.list && dpkg -i cuda-keyring_1.0-1_all.deb && apt-get update\n`,
    },
    {
      name: 'cuda-keyring on an image that has such a list',
      text: `FROM nvidia/cuda:11.2.2-base-ubuntu20.04\nRUN ${keyring} && ⟦sudo dpkg -i cuda-keyring_1.0-1_all.deb⟧\n`,
      message: 'conflict',
      severity: 'warning',
      fixed: `FROM nvidia/cuda:11.2.2-base-ubuntu20.04\nRUN ${keyring} && rm -f /etc/apt/sources.list.d/cuda.list && sudo dpkg -i cuda-keyring_1.0-1_all.deb\n`,
    },
    {
      name: 'the old key on an old image',
      text: `FROM nvidia/cuda:11.2.2-base-ubuntu20.04\nRUN apt-key adv --fetch-keys ${repo}/⟦7fa2af80⟧.pub && apt-get update\n`,
      message: 'old',
      severity: 'warning',
      fixed: `FROM nvidia/cuda:11.2.2-base-ubuntu20.04\nRUN apt-key adv --fetch-keys ${repo}/3bf863cc.pub && apt-get update\n`,
    },
  ],
})
