namespace TeamsRolloutBot.Storage.Embedded;

/// <summary>Keeps reading connections for the next caller. There are as many as callers that read at the same moment.</summary>
internal sealed class ReadSessionPool(string path) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Stack<ReadSession> _idle = new();
    private readonly int _maxIdle = 4 * Environment.ProcessorCount;
    private bool _closed;

    public ReadSession Rent()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (_idle.TryPop(out var session))
            {
                return session;
            }
        }

        return new ReadSession(path);
    }

    public void Return(ReadSession session)
    {
        lock (_gate)
        {
            if (!_closed && _idle.Count < _maxIdle)
            {
                _idle.Push(session);
                return;
            }
        }

        session.Dispose();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            while (_idle.TryPop(out var session))
            {
                session.Dispose();
            }
        }
    }
}
