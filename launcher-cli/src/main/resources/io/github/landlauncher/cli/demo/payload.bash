# What every attack of the demo runs, as: payload ATTACK [ARGUMENT...]
# It tries eight things, records what came of each, and then does what git expects of it.
# A line of the record: ATTACK, attempt, "ok" or the error, what was gained; separated by tabs.
attack=$1
shift
here=${0%/*}
{
	read -r secret; read -r outside; read -r tcp; read -r udp; read -r mptcp; read -r jvm
} < "$here/targets"

fail() {
	printf '%s\n' "$1"
	return 1
}

read_secret() {
	local line
	read -r line < "$secret" && printf '%s' "$line"
}

write_outside() {
	printf 'pwned\n' > "$outside/$attack"
}

connect_by_tcp() {
	printf '%s\n' "$attack" > "/dev/tcp/127.0.0.1/$tcp"
}

# A datagram has arrived when there is an answer.
send_by_udp() {
	local answer
	{
		printf '%s\n' "$attack" >&3
		read -r -t 10 -u 3 answer || fail 'Connection timed out'
	} 3<> "/dev/udp/127.0.0.1/$udp"
}

# bash can make no such socket, to port $mptcp.
connect_by_mptcp() {
	fail 'needs perl'
}

signal_jvm() {
	kill -s USR1 "$jvm"
}

# Starts a process that is nobody's child and holds nothing of git's; gives its id once that is so.
# It waits for input from a pipe that only it has open, or for the time when nobody is there any
# more to end it. Executed anew, bash has not even the descriptors that it saved.
start_daemon() {
	( (
		printf '%s' "$BASHPID"
		exec "$BASH" -c 'read -r -t 600 <> <(:)' < /dev/null > /dev/null 2>&1
	) & )
}

find_token() {
	[ -n "${LANDLAUNCHER_DEMO_TOKEN+set}" ] || fail 'not set' || return
	printf '%s' "$LANDLAUNCHER_DEMO_TOKEN"
}

attempt() {
	local text
	if text=$("$2" 2>&1); then
		printf '%s\t%s\tok\t%s\n' "$attack" "$1" "$text"
	else
		# bash says "FILE: line N: NAME: REASON", and of kill "(PID) - REASON".
		text=${text##*: }
		printf '%s\t%s\t%s\t\n' "$attack" "$1" "${text##* - }"
	fi >> "$here/record"
}

attempt read read_secret
attempt write write_outside
attempt connect connect_by_tcp
attempt udp send_by_udp
attempt mptcp connect_by_mptcp
attempt signal signal_jvm
attempt daemon start_daemon
attempt environment find_token

case $attack in
fsmonitor) printf 'token\0/\0' ;;
clean | smudge) exec cat ;;
textconv) exec cat -- "$1" ;;
esac
exit 0
