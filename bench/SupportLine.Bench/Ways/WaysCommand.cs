using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using SupportLine.Bench.Linux;

namespace SupportLine.Bench.Ways;

/// <summary><c>ways</c>: what a packet costs in each way of handing it to the kernel, and of taking it.</summary>
internal static class WaysCommand
{
    public static Command Create()
    {
        var streams = new Option<int>("--streams") { Description = "How many.", DefaultValueFactory = _ => 1000 };
        var rounds = new Option<int>("--rounds") { Description = "Packets of each stream in each way.", DefaultValueFactory = _ => 500 };
        var command = new Command("ways", "Processor time a packet: a call a packet, many a call, one socket for all, io_uring.") { streams, rounds };
        command.SetAction(parsed =>
        {
            if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            {
                Console.Error.WriteLine("ways are measured on 64-bit x86 Linux only");
                return 2;
            }

            Libc.Pin(1);
            using var all = new Streams(parsed.GetValue(streams));
            (string Name, Action Fill, Action Measured)[] ways =
            [
                ("send, a socket a stream (as the engine)", all.ReceiveManyFromOne, all.SendEach),
                ("sendto, one socket", all.ReceiveManyFromOne, all.SendFromOne),
                ("sendmmsg, one socket", all.ReceiveManyFromOne, all.SendManyFromOne),
                ("io_uring, a socket a stream", all.ReceiveManyFromOne, all.SendByRing),
                ("io_uring, registered sockets", all.ReceiveManyFromOne, all.SendByRegisteredRing),
                ("epoll and recv, a socket a stream (as the engine)", all.FillEach, all.ReceiveEach),
                ("recvmmsg, one socket", all.SendEach, all.ReceiveManyFromOne),
            ];
            var times = ways.Select(_ => new List<double>()).ToArray();

            // Turn and turn about, so that what else the machine does hits all alike; the first round warms up.
            for (var round = 0; round <= parsed.GetValue(rounds); round++)
            {
                foreach (var (i, way) in ways.Index())
                {
                    way.Fill();
                    var before = Libc.ThreadTime();
                    way.Measured();
                    times[i].Add((Libc.ThreadTime() - before) / (double)parsed.GetValue(streams));
                }
            }

            Console.WriteLine("way | ns a packet, median");
            Console.WriteLine("----|-------------------:");
            foreach (var (i, way) in ways.Index())
            {
                var median = times[i].Skip(1).Order().ElementAt(parsed.GetValue(rounds) / 2);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{way.Name} | {median:0}"));
            }

            return 0;
        });
        return command;
    }
}
