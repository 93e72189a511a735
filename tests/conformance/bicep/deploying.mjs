// What main.bicep comes to under every profile, worked out on paper.
import { read } from '../kusto/sources.mjs';
import { check } from '../kusto/tap.mjs';
import { Deployment } from './deployment.mjs';
import { Templates, templates } from './template.mjs';

const ours = new Templates(templates());
const here = { subscription: 'sub', group: 'rg' };
const workspaces = [
  { host: 'adb-1.1.azuredatabricks.net', name: 'one', region: 'westeurope', warehouseId: 'w1', regionReader: true },
  { host: 'adb-2.2.azuredatabricks.net', clientId: 'app', vaultEntry: 'entry' },
];
const others = '/subscriptions/hub/resourceGroups/net/providers';
const profiles = {
  public: {},
  'public, system-assigned': { identityType: 'SystemAssigned' },
  'public with what is there': {
    existingLogAnalyticsWorkspaceId: `${others}/Microsoft.OperationalInsights/workspaces/logs`,
    existingIdentityId: `${others}/Microsoft.ManagedIdentity/userAssignedIdentities/me`,
    existingKeyVaultId: `${others}/Microsoft.KeyVault/vaults/vault`,
  },
  'static egress': { networkProfile: 'staticEgress', deployKeyVault: true },
  private: { networkProfile: 'private', deployKeyVault: true },
  'private, system-assigned': { networkProfile: 'private', identityType: 'SystemAssigned' },
  'private in a hub': {
    networkProfile: 'private',
    existingAppSubnetId: `${others}/Microsoft.Network/virtualNetworks/v/subnets/app`,
    existingEndpointSubnetId: `${others}/Microsoft.Network/virtualNetworks/v/subnets/endpoints`,
    existingPrivateDnsZones: { blob: `${others}/Microsoft.Network/privateDnsZones/blob`, sites: `${others}/Microsoft.Network/privateDnsZones/sites` },
    existingPrivateLinkScopeId: `${others}/Microsoft.Insights/privateLinkScopes/scope`,
    existingLogAnalyticsWorkspaceId: `${others}/Microsoft.OperationalInsights/workspaces/logs`,
  },
  'no roles, no alerts': { deployRoleAssignments: false },
  'a package in the same deployment': { packageUri: 'https://example/package.zip' },
};

/** Names that Azure takes. */
const names = {
  'Microsoft.Storage/storageAccounts': /^[a-z0-9]{3,24}$/,
  'Microsoft.KeyVault/vaults': /^[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]$/,
  'Microsoft.Web/sites': /^[A-Za-z0-9][A-Za-z0-9-]{0,58}[A-Za-z0-9]$/,
  'Microsoft.OperationalInsights/workspaces': /^[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]$/,
  'Microsoft.OperationalInsights/workspaces/tables': /^[A-Za-z]\w{0,59}_CL$/,
  'Microsoft.Insights/dataCollectionEndpoints': /^[A-Za-z0-9][A-Za-z0-9-]{1,42}[A-Za-z0-9]$/,
  'Microsoft.Insights/dataCollectionRules': /^[A-Za-z0-9][A-Za-z0-9-]{1,62}[A-Za-z0-9]$/,
  deployment: /^[\w.()-]{1,64}$/,
};

function deploy(parameters, file = 'main.bicep') {
  const made = [];
  return { made, outputs: new Deployment(ours, file, parameters, here, made).run() };
}

const ofType = (made, type) => made.filter(one => one.type === type);
const settingsOf = made => Object.fromEntries(ofType(made, 'Microsoft.Web/sites')[0].body.properties.siteConfig.appSettings.map(({ name, value }) => [name, value]));
const equal = (what, value, wanted) => (JSON.stringify(value) === JSON.stringify(wanted) ? [] : [`${what}: ${JSON.stringify(value)} and not ${JSON.stringify(wanted)}`]);

export function deploying() {
  const done = {};
  for (const [profile, parameters] of Object.entries(profiles)) {
    check(`main.bicep can be deployed: ${profile}`, () => {
      const { made, outputs } = (done[profile] = deploy({ workspaces, ...parameters }));
      const keys = made.map(one => `${one.type} ${one.scope} ${one.name}`);
      return [
        ...keys.filter((key, place) => keys.indexOf(key) < place).map(key => `${key} is there twice`),
        ...made.filter(one => names[one.type] && !names[one.type].test(one.name)).map(one => `Azure takes no ${one.type} named ${one.name}`),
        ...ofType(made, 'Microsoft.Insights/dataCollectionRules').flatMap(({ name, body }) => [
          ...(body.properties.dataFlows.length <= 10 ? [] : [`${name} has ${body.properties.dataFlows.length} streams`]),
          ...equal(`${name}: flows and streams`, body.properties.dataFlows.map(flow => flow.streams[0]), Object.keys(body.properties.streamDeclarations)),
        ]),
        ...(outputs.scrapeUrl.endsWith('/metrics') ? [] : [outputs.scrapeUrl]),
      ];
    });

    check(`deployed again everything has the name that it had: ${profile}`, () => {
      const keysOf = ({ made }) => made.map(one => `${one.type} ${one.scope} ${one.name}`);
      return equal('names', keysOf(deploy({ workspaces, ...parameters })), keysOf(done[profile]));
    });
  }

  check('the app is told of every table, and of each once', () => {
    const settings = settingsOf(done.public.made);
    const told = Object.entries(settings).filter(([name]) => /^Sinks__default__Rules__\d+__Tables$/.test(name)).flatMap(([, value]) => value.split(','));
    return equal('tables', told.map(name => `${name}_CL`).sort(), ofType(done.public.made, 'Microsoft.OperationalInsights/workspaces/tables').map(one => one.name).sort());
  });

  check('the app is told of its workspaces and of nothing that is empty', () => {
    const settings = settingsOf(done['static egress'].made);
    const ofWorkspaces = Object.fromEntries(Object.entries(settings).filter(([name]) => name.startsWith('Workspaces__')));
    const vault = ofType(done['static egress'].made, 'Microsoft.KeyVault/vaults')[0].name;
    return [
      ...Object.entries(settings).filter(([, value]) => value === '').map(([name]) => `${name} is empty`),
      ...equal('workspaces', ofWorkspaces, {
        Workspaces__0__ClientId: settings.AzureWebJobsStorage__clientId,
        Workspaces__0__Host: 'adb-1.1.azuredatabricks.net',
        Workspaces__0__Name: 'one',
        Workspaces__0__Region: 'westeurope',
        Workspaces__0__RegionReader: 'true',
        Workspaces__0__WarehouseId: 'w1',
        Workspaces__1__ClientId: 'app',
        Workspaces__1__ClientSecret: `@Microsoft.KeyVault(VaultName=${vault};SecretName=entry)`,
        Workspaces__1__Host: 'adb-2.2.azuredatabricks.net',
      }),
    ];
  });

  check('every workbook reads the workspace and leads to the other workbooks that are deployed', () => {
    const books = ofType(done.public.made, 'Microsoft.Insights/workbooks');
    const idOf = book => `/subscriptions/sub/resourceGroups/rg/providers/Microsoft.Insights/workbooks/${book.name}`;
    return books.flatMap(book => {
      const text = book.body.properties.serializedData;
      return [
        ...(JSON.parse(text).fallbackResourceIds[0] === book.body.properties.sourceId ? [] : [`${book.body.properties.displayName} reads ${JSON.parse(text).fallbackResourceIds[0]}`]),
        ...equal(book.body.properties.displayName, [...text.matchAll(/\(https:\/\/portal\.azure\.com\/#@\/resource([^)]*)\)/g)].map(([, id]) => id).sort(), books.filter(other => other !== book).map(idOf).sort()),
        ...[...text.matchAll(/LOG_ANALYTICS_WORKSPACE_ID|PORTAL_URL|WORKBOOK_ID/g)].map(([token]) => `${book.body.properties.displayName} still has ${token}`),
      ];
    });
  });

  check('prices of machines become settings that the app knows, and there are none without them', () => {
    const pricesOf = ({ made }) => Object.fromEntries(Object.entries(settingsOf(made)).filter(([name]) => name.startsWith('Billing__')));
    const priced = pricesOf(deploy({
      workspaces, vmHourPrices: { Standard_D8ds_v5: '0.45', Standard_E8ds_v5: '0.6' }, spotVmHourPrices: { Standard_D8ds_v5: '0.09' }, settings: { Billing__VmHourPrices__Standard_E8ds_v5: '0.5' },
    }));
    return [
      ...equal('prices', priced, { Billing__SpotVmHourPrices__Standard_D8ds_v5: '0.09', Billing__VmHourPrices__Standard_D8ds_v5: '0.45', Billing__VmHourPrices__Standard_E8ds_v5: '0.5' }),
      ...equal('none', pricesOf(done.public), {}),
      ...Object.keys(priced).map(name => name.replace(/Standard_\w+$/, 'NAME')).filter(name => !read('docs', 'settings.md').includes(`| \`${name}\` |`)).map(name => `the app knows no ${name}`),
    ];
  });

  check('a setting of the parameters wins', () => equal('schedule', settingsOf(deploy({ workspaces, settings: { Schedules__Fast: '0 */5 * * * *' } }).made).Schedules__Fast, '0 */5 * * * *'));

  check('another cloud has its own audience', () => {
    const made = [];
    new Deployment(ours, 'main.bicep', { workspaces }, { ...here, cloud: 'AzureChinaCloud' }, made).run();
    return [...equal('China', settingsOf(made).Sinks__default__Audience, 'https://monitor.azure.cn'), ...equal('public', settingsOf(done.public.made).Sinks__default__Audience, undefined)];
  });

  check('the identity gets the roles that are told, and no others', () => {
    const assigned = profile => ofType(done[profile].made, 'Microsoft.Authorization/roleAssignments').map(one => one.body.scope.id ?? one.body.scope).sort();
    return [
      ...equal('assigned', assigned('public'), done.public.outputs.roles.map(role => role.scope).sort()),
      ...equal('off', assigned('no roles, no alerts'), []),
      ...equal('told all the same', done['no roles, no alerts'].outputs.roles.length, done.public.outputs.roles.length),
      ...done.public.outputs.roles.filter(role => !role.reason || !role.command.includes(role.scope)).map(role => `${role.role} has no reason or no command`),
    ];
  });

  check('private means private', () => {
    const { made } = done.private;
    const access = made.filter(one => one.body?.properties?.publicNetworkAccess).map(one => [one.name, one.body.properties.publicNetworkAccess]);
    return [
      ...access.filter(([, value]) => value !== 'Disabled').map(([name]) => `${name} takes the public`),
      ...equal('ingestion', ['Microsoft.OperationalInsights/workspaces', 'Microsoft.Insights/components'].map(type => ofType(made, type)[0].body.properties.publicNetworkAccessForIngestion), ['Disabled', 'Disabled']),
      ...equal('endpoints', ofType(made, 'Microsoft.Network/privateEndpoints').map(one => one.body.properties.privateLinkServiceConnections[0].properties.groupIds[0]).sort(), ['azuremonitor', 'blob', 'queue', 'sites', 'table', 'vault']),
      ...equal('zones', ofType(made, 'Microsoft.Network/privateDnsZones').length, 9),
      ...equal('kinds of rules', ofType(made, 'Microsoft.Insights/dataCollectionRules').map(one => one.body.kind ?? 'none').filter(kind => kind !== 'none'), []),
    ];
  });

  check('in a hub nothing is made that is there', () => {
    const { made } = done['private in a hub'];
    return [
      ...equal('networks', ofType(made, 'Microsoft.Network/virtualNetworks').length, 0),
      ...equal('zones', ofType(made, 'Microsoft.Network/privateDnsZones').map(one => one.name).sort(), ['privatelink.queue.core.windows.net', 'privatelink.table.core.windows.net']),
      ...equal('scopes', ofType(made, 'Microsoft.Insights/privateLinkScopes').length, 0),
      ...equal('joined where the scope is', ofType(made, 'Microsoft.Insights/privateLinkScopes/scopedResources').map(one => one.scope), Array(3).fill(`${others}/Microsoft.Insights/privateLinkScopes/scope`)),
      ...equal('tables where the workspace is', [...new Set(ofType(made, 'Microsoft.OperationalInsights/workspaces/tables').map(one => one.scope))], [`${others}/Microsoft.OperationalInsights/workspaces/logs`]),
    ];
  });

  check('a parameter out of its bounds is refused', () => {
    try {
      deploy({ workspaces: [] });
      return ['accepted'];
    } catch (error) {
      return error.message.includes('workspaces') ? [] : [error.message];
    }
  });

  check('a further sink gives the settings that the app reads', () => {
    const { outputs } = deploy({ sinkName: 'switzerland', identityObjectId: 'object' }, 'sink.bicep');
    const tables = Object.entries(outputs.settings).filter(([name]) => /^Sinks__switzerland__Rules__\d+__Tables$/.test(name)).flatMap(([, value]) => value.split(','));
    return [...equal('tables', tables.length, ofType(done.public.made, 'Microsoft.OperationalInsights/workspaces/tables').length), ...equal('roles', outputs.roles.length, Object.keys(outputs.settings).length / 3)];
  });
}
