namespace Attestry.Hosting.Metrics;

/// <summary>A counter's or gauge's value.</summary>
internal sealed class ScalarSeries(bool absolute) : MetricSeries
{
    private double _value;

    public double Value => Volatile.Read(ref _value);

    public override void Record(double value)
    {
        if (absolute)
        {
            Volatile.Write(ref _value, value);
            return;
        }
        double before;
        do
            before = Volatile.Read(ref _value);
        while (BitConverter.DoubleToInt64Bits(Interlocked.CompareExchange(ref _value, before + value, before)) != BitConverter.DoubleToInt64Bits(before));
    }
}
