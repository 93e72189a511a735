namespace DbxServerless.Collector.Metrics;

/// <summary>Ready text, compressed once when somebody first asks for it so.</summary>
internal sealed class TextBlock(ReadOnlyMemory<byte> text)
{
    private readonly Lazy<DeflatedText> _deflated = new(() => DeflatedText.Of(text.Span));

    public ReadOnlyMemory<byte> Text => text;

    public DeflatedText Deflated => _deflated.Value;
}
