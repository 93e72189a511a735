namespace DbxServerless.Collector.Records;

/// <summary>Classes a record's text property.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FieldAttribute(FieldClass fieldClass) : Attribute
{
    public FieldClass Class { get; } = fieldClass;
}
