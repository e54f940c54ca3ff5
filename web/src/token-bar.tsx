import { useState, type SubmitEvent } from 'react';

import { cleanToken } from './session';

interface Props {
  token: string;
  onUse: (token: string) => void;
  onClear: () => void;
}

export function TokenBar({ token, onUse, onClear }: Props) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');

  function submit(event: SubmitEvent) {
    event.preventDefault();
    const cleaned = cleanToken(text);
    if (cleaned === null) {
      setProblem('令牌为空或含有空格、汉字，请重新粘贴');
      return;
    }
    setText('');
    setProblem('');
    onUse(cleaned);
  }

  return (
    <header className="bar">
      <a className="bar-home" href="/">
        民生
      </a>
      <h1>查询台</h1>
      <span className={token ? 'bar-state bar-state-on' : 'bar-state'} role="status">
        {token ? '已使用令牌' : '未登录'}
      </span>
      <form onSubmit={submit}>
        <label htmlFor="token">访问令牌</label>
        <input
          id="token"
          type="password"
          autoComplete="off"
          spellCheck={false}
          placeholder={token ? '粘贴新令牌可更换' : '粘贴令牌后才能查询和查看文档'}
          aria-invalid={problem !== ''}
          aria-describedby="token-problem"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setProblem('');
          }}
        />
        <button type="submit">使用</button>
        <button type="button" title="清除令牌和本页的查询记录" disabled={!token} onClick={onClear}>
          清除
        </button>
        <span id="token-problem" className="bar-problem" role="alert">
          {problem}
        </span>
      </form>
    </header>
  );
}
