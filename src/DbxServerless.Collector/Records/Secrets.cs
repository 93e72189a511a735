using System.Text.RegularExpressions;

namespace DbxServerless.Collector.Records;

/// <summary>Takes secrets out of texts that people and programs wrote.</summary>
internal static partial class Secrets
{
    public static string Redact(string text) => Assigned().Replace(Recognisable().Replace(text, "***"), "${name}***");

    /// <summary>
    /// Secrets that are known by their look: Databricks tokens and OAuth secrets, JSON web tokens, bearer and basic credentials, access keys of
    /// AWS, tokens of GitHub and Slack, private keys, and the password in an address.
    /// </summary>
    [GeneratedRegex(
        @"\b(?:dapi|dose|dkea|dsapi)[0-9a-f]{8,}(?:-\d+)?" +
        @"|\beyJ[\w-]{8,}(?:\.[\w-]*)*" +
        @"|(?<=\b(?:Bearer|Basic)\s+)[\w.~+/=-]{8,}" +
        @"|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b" +
        @"|\bgh[pousr]_\w{20,}|\bgithub_pat_\w{20,}|\bxox[abprs]-[\w-]{10,}" +
        @"|-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(?:-----END [A-Z ]*PRIVATE KEY-----)?" +
        @"|(?<=://[^\s/:@]{1,100}:)[^\s/@]{1,200}(?=@)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Recognisable();

    /// <summary>
    /// Values that are given to a name that says secret: in connection strings, signatures of shared access, options of SQL and Spark.
    /// A quoted value is hidden whole, a bare one up to the next separator (in a connection string that is the semicolon). A quote that is not closed hides the rest.
    /// </summary>
    [GeneratedRegex(
        @"(?<name>(?:(?:password|passwd|passphrase|pwd|secret|token|(?:account|access|secret|api|private|encryption)[_.-]?key|(?<![a-z])sig|signature)[""']?\s*(?:=>?|:)" +
        @"|\bidentified\s+by)\s*)" +
        @"(?:""(?:[^""\\]|\\.)*""?|'(?:[^'\\]|\\.|'')*'?|[^;\r\n""',&]{1,200}(?=;\s*\w[\w ]*=)|[^\s;,&""')\]}]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Assigned();
}
