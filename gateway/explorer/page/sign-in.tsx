import { ChevronDownIcon, DropdownMenu, useGraphiQL } from '@graphiql/react';
import { useEffect, useState, type ReactNode } from 'react';
import type { DemoLogin, ExplorerConfig } from '../explorer-config.js';
import { signIn, storedSession, storeSession, withSession, type Session } from './session.js';

/** Chooses a demo person; every tab that is looked at then carries that person's headers, open to be read and changed. */
export function SignIn({ config: { endpoint, logins } }: { config: ExplorerConfig }): ReactNode {
  const [session, setSession] = useState<Session | null | undefined>(() => storedSession() ?? undefined);
  const [trouble, setTrouble] = useState<string | null>(null);
  useSessionHeaders(session);

  const become = (next: Session | null) => {
    storeSession(next);
    setSession(next);
    setTrouble(null);
  };
  const choose = (login: DemoLogin) => {
    signIn(endpoint, login).then(become, (error: Error) => setTrouble(error.message));
  };

  return (
    <div className="explorer-sign-in">
      {trouble !== null && (
        <span role="alert" className="explorer-trouble" title={trouble}>
          {trouble}
        </span>
      )}
      <DropdownMenu>
        <DropdownMenu.Button className="explorer-sign-in-button">
          <span>{session ? session.label : 'Sign in as…'}</span>
          <ChevronDownIcon />
        </DropdownMenu.Button>
        <DropdownMenu.Content align="end" className="explorer-sign-in-menu">
          {[...Map.groupBy(logins, ({ tenant }) => tenant)].map(([tenant, people]) => [
            <div key={tenant} className="explorer-sign-in-tenant">
              {tenant}
            </div>,
            ...people.map((login) => (
              <DropdownMenu.Item key={`${tenant}/${login.email}`} onSelect={() => choose(login)}>
                {login.label} <small>{login.email}</small>
              </DropdownMenu.Item>
            )),
          ])}
          {session && <DropdownMenu.Item onSelect={() => become(null)}>Sign out</DropdownMenu.Item>}
        </DropdownMenu.Content>
      </DropdownMenu>
    </div>
  );
}

/** Undefined leaves headers alone: nobody has signed in or out yet. */
function useSessionHeaders(session: Session | null | undefined): void {
  const { headerEditor, activeTab } = useGraphiQL((state) => ({
    headerEditor: state.headerEditor,
    activeTab: state.tabs[state.activeTabIndex]?.id,
  }));
  useEffect(() => {
    if (session !== undefined && headerEditor) headerEditor.setValue(withSession(headerEditor.getValue(), session));
  }, [session, headerEditor, activeTab]);
}
