namespace DbxServerless.Databricks.Tests;

public sealed class ReadOnlyGuardTests
{
    [Theory]
    [InlineData("SELECT 1")]
    [InlineData("  select 1;  ")]
    [InlineData("/* dbxserverless:job_runs */ SELECT 1 -- done; really")]
    [InlineData("-- one\n/* two /* nested */ still */\nSELECT ';' , \"a;b\", `c;d`")]
    [InlineData("WITH t AS (SELECT 1 AS a), u (b) AS (SELECT 2) SELECT * FROM t, u")]
    [InlineData("WITH RECURSIVE t AS (SELECT 1) SELECT * FROM t")]
    [InlineData("(SELECT 1) UNION (SELECT 2)")]
    [InlineData("SELECT delete, `insert` FROM t WHERE update = 'merge'")]
    [InlineData("WITH t AS (SELECT 'it\\'s; DELETE') SELECT :insert FROM t")]
    public void Reading_statements_pass(string text) => Should.NotThrow(() => ReadOnlyGuard.EnsureSelect(text));

    [Theory]
    [InlineData("", "no statement")]
    [InlineData("  -- only a comment", "no statement")]
    [InlineData(";", "no statement")]
    [InlineData("((", "begins")]
    [InlineData("/* unfinished SELECT 1", "no statement")]
    [InlineData("DELETE FROM t", "begins with DELETE")]
    [InlineData("/* SELECT */ drop table t", "begins with drop")]
    [InlineData("INSERT INTO t SELECT 1", "begins with INSERT")]
    [InlineData("SELECT 1; DROP TABLE t", "more than one")]
    [InlineData("SELECT 1;/* */;DELETE FROM t", "more than one")]
    [InlineData("WITH t AS (SELECT 1) INSERT INTO u SELECT * FROM t", "leads to INSERT")]
    [InlineData("WITH t AS (SELECT 1) MERGE INTO u USING t ON 1=1 WHEN MATCHED THEN DELETE", "leads to MERGE")]
    [InlineData("WITH t AS (SELECT 1) FROM t INSERT INTO u SELECT *", "leads to INSERT")]
    [InlineData("WITH t AS (SELECT 1)", "no SELECT")]
    [InlineData("'SELECT 1'", "begins")]
    [InlineData("GRANT SELECT ON t TO u", "begins with GRANT")]
    public void Anything_else_is_refused_with_the_reason(string text, string says)
    {
        var failure = Should.Throw<DatabricksException>(() => ReadOnlyGuard.EnsureSelect(text));
        failure.Kind.ShouldBe(DatabricksErrorKind.InvalidRequest);
        failure.Reason.ShouldContain(says);
    }

    [Theory]
    [InlineData("/api/2.1/clusters/events")]
    [InlineData("/api/2.0/mlflow/runs/search")]
    [InlineData("/api/2.0/mlflow/experiments/search")]
    public void Searches_may_be_posted(string path) => Should.NotThrow(() => ReadOnlyGuard.EnsurePost(path));

    [Theory]
    [InlineData("/api/2.2/jobs/run-now")]
    [InlineData("/api/2.1/clusters/delete?x=/search")]
    [InlineData("/api/2.0/sql/statements")]
    [InlineData("/api/2.0/token/create")]
    public async Task Nothing_else_may_be_posted(string path)
    {
        await using var workspace = new Workspace();
        var failure = await Should.ThrowAsync<DatabricksException>(() => workspace.Client.Rest.PostAsync(
            path, new Warehouse(), DatabricksJson.Default.Warehouse, DatabricksJson.Default.Warehouse, CancellationToken.None));
        failure.Kind.ShouldBe(DatabricksErrorKind.InvalidRequest);
        workspace.Script.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("https://elsewhere.example.com/x")]
    [InlineData("//elsewhere.example.com/x")]
    [InlineData("api/2.0/x")]
    public async Task The_token_goes_to_no_other_host(string path)
    {
        await using var workspace = new Workspace();
        await Should.ThrowAsync<ArgumentException>(() => workspace.Client.Rest.GetAsync(path, DatabricksJson.Default.Warehouse, CancellationToken.None));
        workspace.Script.Requests.ShouldBeEmpty();
    }
}
