namespace DbxServerless.Databricks;

/// <summary>The requests that may be sent to a workspace, when several processes share them. It comes on top of each one's own rate.</summary>
public interface IRequestBudget
{
    /// <summary>Waits until one more request may be sent.</summary>
    Task TakeAsync(CancellationToken cancellationToken);

    /// <summary>The workspace answered that there were too many (429).</summary>
    Task ThrottledAsync(CancellationToken cancellationToken);
}
