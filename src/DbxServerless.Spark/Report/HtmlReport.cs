using System.Security.Cryptography;
using System.Text;
using DbxServerless.Spark.Application;
using DbxServerless.Spark.Compare;
using DbxServerless.Spark.Insights;

namespace DbxServerless.Spark.Report;

/// <summary>
/// One application as a single HTML file that needs nothing else: no network, no framework, no fonts.
/// Its size is bounded: what is left off is counted where it would be.
/// </summary>
public static class HtmlReport
{
    /// <summary>Writes the file as UTF-8.</summary>
    public static void Write(Stream output, SparkApplication application, InsightReport insights, RunComparison? comparison = null)
    {
        using var writer = new StreamWriter(output, leaveOpen: true) { NewLine = "\n" };
        Write(writer, application, insights, comparison);
    }

    /// <summary>Writes the page; the writer's encoding must be UTF-8.</summary>
    public static void Write(TextWriter output, SparkApplication application, InsightReport insights, RunComparison? comparison = null)
    {
        var page = new HtmlPage(output);
        var script = Resource("report.js");
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        page.Raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n")
            .Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n")
            .Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; ")
            .Raw($"script-src 'sha256-{hash}'\" />\n<title>").Text(application.Name ?? application.Id ?? "Spark application")
            .Raw("</title>\n<style>").Raw(Resource("report.css")).Raw("</style>\n</head>\n<body>\n");
        HtmlHeader.Write(page, application, insights);
        page.Raw("<main>\n");
        if (comparison is not null)
        {
            HtmlComparison.Write(page, comparison);
        }

        HtmlInsights.Write(page, insights);
        HtmlTimeline.Write(page, application);
        HtmlStages.Write(page, application, insights);
        HtmlQueries.Write(page, application, insights);
        page.Raw("</main>\n<script>").Raw(script).Raw("</script>\n</body>\n</html>\n");
    }

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(HtmlReport).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
