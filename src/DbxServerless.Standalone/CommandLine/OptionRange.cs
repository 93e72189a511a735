using System.CommandLine;
using System.Globalization;

namespace DbxServerless.Standalone.CommandLine;

/// <summary>Options that take a number between two others.</summary>
internal static class OptionRange
{
    /// <param name="sentence">What is said of a number outside. What is no number at all is told by <see cref="UsageText"/>.</param>
    public static Option<T> Within<T>(this Option<T> option, double least, double most, string sentence)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && double.TryParse(token.Value, CultureInfo.InvariantCulture, out var given) && !(given >= least && given <= most))
                result.AddError(sentence);
        });
        return option;
    }
}
