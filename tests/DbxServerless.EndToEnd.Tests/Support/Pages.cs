using System.Globalization;
using System.Text.RegularExpressions;

namespace DbxServerless.EndToEnd.Tests.Support;

/// <summary>A page of metrics, read as a scraper would.</summary>
internal static partial class Pages
{
    private static readonly HttpClient Http = new();

    /// <summary>Waits until a running program has said that it collected everything once.</summary>
    /// <returns>The address of its page, without a path.</returns>
    public static async Task<string> CollectedAsync(this Product product)
    {
        var url = await product.SaysAsync(output => Url().Match(output) is { Success: true } match ? match.Groups[1].Value : null);
        await product.SaysAsync(output => output.Contains("\nCollected ", StringComparison.Ordinal) ? output : null);
        return url;
    }

    public static Task<HttpResponseMessage> GetAsync(string url, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return Http.SendAsync(request);
    }

    /// <summary>Every series of a page with its value.</summary>
    public static async Task<IReadOnlyDictionary<string, double>> SeriesAsync(string url)
    {
        var text = await Http.GetStringAsync($"{url}/metrics");
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#')
            .ToDictionary(line => line[..line.LastIndexOf(' ')], line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"(http://[^\s/]+)/metrics")]
    private static partial Regex Url();
}
