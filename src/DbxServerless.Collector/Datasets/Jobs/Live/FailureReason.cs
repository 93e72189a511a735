using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using DbxServerless.Databricks.Jobs;

namespace DbxServerless.Collector.Datasets.Jobs.Live;

/// <summary>Why a task failed, so that the same failure is known again in other runs and jobs.</summary>
/// <param name="Error">The error as it was told, without colours.</param>
/// <param name="Trace">The beginning of the trace.</param>
/// <param name="Class">Class of the error at the root: <c>KeyError</c>, <c>java.lang.OutOfMemoryError</c>; a named condition follows after a slash.</param>
/// <param name="Frame">The innermost frame that is the work's own: file and function, or class and method. Without line numbers, which move.</param>
internal sealed partial record FailureReason(string? Error, string? Trace, string Class, string? Frame)
{
    private const int FingerprintDigits = 12;
    private const int TraceLength = 4000;

    // Frames of what runs the work.
    private static readonly string[] Foreign =
    [
        "org.apache.spark.", "java.", "javax.", "jdk.", "scala.", "sun.", "py4j.", "com.databricks.", "org.apache.hadoop.",
    ];

    /// <summary>The same for every failure of one class at one place.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Class}\n{Frame}")))[..FingerprintDigits];

    /// <returns>The reason, or null when the output tells none.</returns>
    /// <param name="code">Why the task ended, for errors without a class.</param>
    public static FailureReason? Of(RunOutput output, string? code)
    {
        var error = Plain(output.Error);
        var trace = Plain(output.ErrorTrace);
        if (error is null && trace is null)
            return null;
        var text = $"{error}\n{trace}";
        var condition = Condition().Match(text);
        return new FailureReason(error, trace is { Length: > TraceLength } ? trace[..TraceLength] : trace,
            ClassIn(text, code) + (condition.Success ? $"/{condition.Groups["name"].Value}" : ""), FrameIn(text));
    }

    // What caused the others comes last.
    private static string ClassIn(string text, string? code) =>
        Cause().Matches(text) is { Count: > 0 } causes ? causes[^1].Groups["class"].Value
            : JavaClass().Match(text) is { Success: true } java ? java.Groups["class"].Value
            : PythonClass().Match(text) is { Success: true } python ? python.Groups["class"].Value.Split('.')[^1]
            : code ?? "UNKNOWN";

    private static string? FrameIn(string text)
    {
        var python = PythonFrame().Matches(text).Where(frame => !IsLibrary(frame.Groups["file"].Value)).ToList();
        if (python.Count > 0)
        {
            var file = python[^1].Groups["file"].Value;
            // The cell of a notebook has another number in each copy.
            var name = file.StartsWith('<') ? "notebook" : file.Split('/')[^1];
            return python[^1].Groups["function"] is { Success: true } function ? $"{name}:{function.Value}" : name;
        }

        var causes = Cause().Matches(text);
        var java = JavaFrame().Matches(text, causes.Count > 0 ? causes[^1].Index : 0).Select(frame => frame.Groups["method"].Value).ToList();
        return java.Find(method => !Foreign.Any(prefix => method.StartsWith(prefix, StringComparison.Ordinal))) is { } own ? Numbers().Replace(own, "") : java.FirstOrDefault();
    }

    private static bool IsLibrary(string file) => file.Contains("/site-packages/", StringComparison.Ordinal)
        || file.StartsWith("/databricks/", StringComparison.Ordinal) || file.StartsWith("/usr/lib/", StringComparison.Ordinal);

    private static string? Plain(string? text) => string.IsNullOrWhiteSpace(text) ? null : Colours().Replace(text, "").Trim();

    [GeneratedRegex(@"\x1b\[[0-9;]*[A-Za-z]")]
    private static partial Regex Colours();

    [GeneratedRegex(@"Caused by:\s+(?<class>[A-Za-z_][\w.$]*)")]
    private static partial Regex Cause();

    [GeneratedRegex(@"(?<class>\b(?:[a-z]\w*\.){2,}[A-Z]\w*(?:Error|Exception)\b)(?=[:\s])(?<!pyspark\.\S*)")]
    private static partial Regex JavaClass();

    [GeneratedRegex(@"(?<class>\b[A-Za-z_][\w.]*(?:Error|Exception|Exit|Interrupt))\b(?=[:(\s]|$)")]
    private static partial Regex PythonClass();

    [GeneratedRegex(@"\[(?<name>[A-Z][A-Z0-9]*(?:[_.][A-Z0-9]+)+)\]")]
    private static partial Regex Condition();

    [GeneratedRegex(@"File\s+""?(?<file><command-[^>]*>|[^"",\r\n:]+)""?(?::\d+)?,(?:\s+line\s+\d+,?)?(?:\s+in\s+(?<function>[\w<>]+))?")]
    private static partial Regex PythonFrame();

    [GeneratedRegex(@"^\s*at\s+(?<method>[\w.$<>]+)\(", RegexOptions.Multiline)]
    private static partial Regex JavaFrame();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Numbers();
}
