namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

public abstract class InputBindingAttribute : BindingAttribute
{
}
