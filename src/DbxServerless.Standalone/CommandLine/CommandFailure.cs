namespace DbxServerless.Standalone.CommandLine;

/// <summary>A failure that was foreseen: one sentence for stderr that says what is wrong and what mends it.</summary>
internal sealed class CommandFailure(string sentence, Exception? innerException = null) : Exception(sentence, innerException);
