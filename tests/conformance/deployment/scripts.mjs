// The scripts of the deployment, with stand-ins for the programs that they call; and what they write.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, finish } from '../kusto/tap.mjs';
import { read } from '../kusto/sources.mjs';
import { costs } from './cost.mjs';
import { StandIns } from './stand-ins.mjs';

const id = '11111111-2222-3333-4444-555555555555';

/** Runs a check with stand-ins of its own. */
function scenario(title, test) {
  check(title, () => {
    const programs = new StandIns();
    try {
      return test(programs);
    } finally {
      programs.close();
    }
  });
}

const expect = (what, condition, shown) => (condition ? [] : [`${what}: ${shown}`]);
const contains = (text, ...parts) => parts.filter(part => !text.includes(part)).map(part => `'${part}' is missing in: ${text}`);

// ---- grants.sh

scenario('grants are printed for whoever grants, with the identity in them', programs => {
  const { code, text } = programs.run('infra-bicep/grants.sh', '--application-id', id);
  return [
    ...expect('code', code === 0, code),
    ...contains(text, `GRANT USE CATALOG ON CATALOG system TO \`${id}\`;`, `GRANT SELECT ON TABLE system.billing.usage TO \`${id}\`;`),
    ...expect('placeholder', !text.includes('APPLICATION_ID'), text),
  ];
});

scenario('an application id that is none is refused before it is part of SQL', programs => {
  const { code, text } = programs.run('infra-bicep/grants.sh', '--application-id', '`; DROP TABLE x');
  return [...expect('code', code === 1, code), ...contains(text, 'is not an application id')];
});

const workspace = {
  principals: /get .*ServicePrincipals/,
  add: /post .*ServicePrincipals/,
  use: /patch \/api\/2.0\/permissions\/warehouses\/w1/,
  statement: /post \/api\/2.0\/sql\/statements/,
};

scenario('grants are run after the identity was let in and may use the warehouse', programs => {
  programs.program('databricks', [[workspace.principals, '{}'], [workspace.add, '{}'], [workspace.use, '{}'], [workspace.statement, '{"status": {"state": "SUCCEEDED"}}']]);
  const { code, text } = programs.run('infra-bicep/grants.sh', '--application-id', id, '--warehouse-id', 'w1', '--profile', 'prod');
  const calls = programs.calls();
  const granted = calls.filter(call => workspace.statement.test(call)).length;
  const wanted = read('infra-bicep', 'grants.sql').split('\n').filter(line => line.startsWith('GRANT')).length;
  return [
    ...expect('code', code === 0, text),
    ...expect('order', workspace.principals.test(calls[0]) && workspace.add.test(calls[1]) && workspace.use.test(calls[2]), calls.join('\n')),
    ...expect('grants', granted === wanted, `${granted} of ${wanted}`),
    ...expect('profile', calls.every(call => call.endsWith('--profile prod')), calls.join('\n')),
    ...contains(calls[2], `"service_principal_name":"${id}"`, '"permission_level":"CAN_USE"'),
  ];
});

scenario('an identity that is in the workspace already is not added again', programs => {
  programs.program('databricks', [[workspace.principals, `{"Resources": [{"applicationId": "${id}"}]}`], [workspace.use, '{}']]);
  const { code, text } = programs.run('infra-bicep/grants.sh', '--application-id', id, '--warehouse-id', 'w1', '--skip-grants');
  return [...expect('code', code === 0, text), ...expect('calls', programs.calls().length === 2, programs.calls().join('\n'))];
});

scenario('a grant that is refused is told with its reason, and the others are still run', programs => {
  programs.program('databricks', [
    [workspace.principals, '{}'], [workspace.add, '{}'], [workspace.use, '{}'],
    [/system.query TO/, '{"status":{"state":"FAILED","error":{"message":"PERMISSION_DENIED: not an admin"}}}'], [workspace.statement, '{"status":{"state":"SUCCEEDED"}}'],
  ]);
  const { code, text } = programs.run('infra-bicep/grants.sh', '--application-id', id, '--warehouse-id', 'w1');
  return [...expect('code', code === 1, code), ...contains(text, 'REFUSED GRANT USE SCHEMA ON SCHEMA system.query', 'PERMISSION_DENIED: not an admin', 'ok      GRANT SELECT ON TABLE system.query.history', '1 grants were refused')];
});

// ---- log-delivery/render.sh

scenario('log delivery is written for the names that are given', programs => {
  const { code, text } = programs.run('infra-bicep/log-delivery/render.sh', '--application-id', id, '--catalog', 'ops', '--schema', 'watch', '--volume', 'logs', '--output', 'out');
  if (code !== 0) return [text];
  const files = Object.fromEntries(readdirSync(join(programs.folder, 'out')).map(file => [file, readFileSync(join(programs.folder, 'out', file), 'utf8')]));
  const policy = JSON.parse(files['policy.json']);
  return [
    ...expect('files', Object.keys(files).join() === 'databricks.yml,log-delivery.tf,policy.json,volume.sql', Object.keys(files)),
    ...Object.entries(files).filter(([, content]) => /\{[A-Z_]+\}/.test(content)).map(([file]) => `${file} has a placeholder left`),
    ...expect('destination', policy['cluster_log_conf.path'].type === 'fixed' && policy['cluster_log_conf.path'].value === '/Volumes/ops/watch/logs', files['policy.json']),
    ...contains(files['volume.sql'], 'CREATE VOLUME IF NOT EXISTS ops.watch.logs', `GRANT READ VOLUME ON VOLUME ops.watch.logs TO \`${id}\``, 'GRANT WRITE VOLUME ON VOLUME ops.watch.logs TO `account users`'),
    ...expect('never more than reading for the collector', !new RegExp(`(WRITE|MANAGE|ALL).*${id}`).test(files['volume.sql'] + files['log-delivery.tf']), files['volume.sql']),
    ...contains(files['log-delivery.tf'], `"${id}" = "READ_VOLUME"`, 'file("${path.module}/policy.json")'),
    ...contains(files['databricks.yml'], 'destination: /Volumes/ops/watch/logs', '${var.log_policy}'),
  ];
});

scenario('names that are none are refused', programs => {
  const { code, text } = programs.run('infra-bicep/log-delivery/render.sh', '--application-id', id, '--catalog', 'ops; DROP', '--schema', 'watch', '--output', 'out');
  return [...expect('code', code === 1, code), ...contains(text, "--catalog 'ops; DROP'")];
});

// ---- deploy.sh

const app = [[/config-zip/, ''], [/functionapp show/, 'app.example\n']];

function withPackage(programs) {
  programs.file('p-1.0.zip', 'content');
  programs.hash('p-1.0.zip');
}

scenario('a package is put in and waited for', programs => {
  withPackage(programs);
  programs.program('az', app).program('curl', [[/healthz/, [null, null, 'Healthy']]]);
  const { code, text } = programs.run('eng/deploy.sh', '--resource-group', 'rg', '--app', 'app', 'p-1.0.zip');
  return [...expect('code', code === 0, text), ...contains(text, 'p-1.0 is in'), ...contains(programs.calls()[0], 'config-zip --resource-group rg --name app --src p-1.0.zip')];
});

scenario('a package that is not what its hash says is not put in', programs => {
  withPackage(programs);
  programs.file('p-1.0.zip', 'content that was changed');
  programs.program('az', app);
  const { code, text } = programs.run('eng/deploy.sh', '--resource-group', 'rg', '--app', 'app', 'p-1.0.zip');
  return [...expect('code', code === 1, code), ...contains(text, 'is not what its .sha256 says'), ...expect('calls', programs.calls().join('') === '', programs.calls())];
});

scenario('an app that does not come up is told with where to look', programs => {
  withPackage(programs);
  programs.program('az', app).program('curl', [[/healthz/, null]]);
  const { code, text } = programs.run('eng/deploy.sh', '--resource-group', 'rg', '--app', 'app', '--minutes', '0', 'p-1.0.zip');
  return [...expect('code', code === 1, code), ...contains(text, 'does not answer after 0 minutes', 'Log stream')];
});

// ---- smoke.sh

const smoke = ['eng/smoke.sh', '--resource-group', 'rg', '--app', 'app', '--workspace-id', '/logs'];
const base = [[/workspace show/, 'customer-1'], [/functionapp show/, 'app.example'], [/functionapp identity show/, 'principal-1']];
const allRoles = ['Storage Blob Data Owner', 'Storage Queue Data Contributor', 'Storage Table Data Contributor', 'Monitoring Metrics Publisher'].map(role => `${role}\t/scope\n`).join('');

scenario('the first row ends the wait and shows how datasets go', programs => {
  programs
    .program('az', [...base, [/DbxCollections_CL/, ['', '', 'job_runs\tregion:default\tNotAssessed\tno grant\tGRANT SELECT …\n']], [/AppTraces/, '']])
    .program('curl', [[/healthz/, '200']]);
  const { code, text } = programs.run(...smoke);
  return [...expect('code', code === 0, text), ...contains(text, 'Rows arrive', 'NotAssessed', 'GRANT SELECT'), ...contains(text, 'The app is up.')];
});

scenario('a 403 with a role that is missing names the role and where its command is', programs => {
  programs
    .program('az', [...base, [/DbxCollections_CL/, ''], [/AppTraces/, 'The identity may not send (403)'], [/role assignment list/, allRoles.replace(/Monitoring.*\n/, '')]])
    .program('curl', [[/healthz/, '200']]);
  const { code, text } = programs.run(...smoke, '--minutes', '0');
  return [...expect('code', code === 1, code), ...contains(text, 'The app was refused: The identity may not send (403)', "has not the role 'Monitoring Metrics Publisher'", 'properties.outputs.roles')];
});

scenario('a 403 with all roles assigned is a matter of waiting', programs => {
  programs
    .program('az', [...base, [/DbxCollections_CL/, ''], [/AppTraces/, 'The identity may not send (403)'], [/role assignment list/, allRoles]])
    .program('curl', [[/healthz/, '200']]);
  const { code, text } = programs.run(...smoke, '--minutes', '0');
  return [...expect('code', code === 1, code), ...contains(text, 'All roles are assigned. A new one takes up to 30 minutes')];
});

scenario('an app that is not up is told before anything else', programs => {
  programs.program('az', [...base, [/DbxCollections_CL/, ''], [/AppTraces/, ''], [/role assignment list/, allRoles]]).program('curl', [[/healthz/, '503']]);
  const { text } = programs.run(...smoke, '--minutes', '0');
  return contains(text, 'answers 503: the app is not up');
});

costs();
finish();
